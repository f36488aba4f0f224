package io.privicore.adapters.rest.device;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.edge.PublicAddress;
import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.publickey.PublicKeyResource;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.query.DeviceQuery;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.Name;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Letting devices in by the token of a QR code. */
@Singleton
@Path("/device/pair")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "device")
public final class PairingResource {

    private static final int SIGNING_KEY = 32;

    private final Edge edge;
    private final PublicAddress address;

    PairingResource(Edge edge, PublicAddress address) {
        this.edge = edge;
        this.address = address;
    }

    @POST
    @Described(
            title = "Pair device by QR token",
            about =
                    "Makes a device of whoever shows the token of a QR code: requested, approved, under these keys from "
                            + "its first message on, and in these roles. 401 `device.pairing_token_invalid` where the token is "
                            + "unknown or has expired, 422 `device.pairing_token_used` the second time, 403 `policy.denied` where "
                            + "a policy asks for a vote that the token was not given for, 429 after repeated failures.",
            open = true,
            fields = {
                @Field(name = "qrToken", example = "qr-3q2-7wAAAAD…", about = "The token of generate-token-qr."),
                @Field(name = "deviceName", example = "Vault 2", about = "What its owner will know it by."),
                @Field(
                        name = "publicKey",
                        example = "3142050085d6f7c1…",
                        about = "Its Curve25519 key in the signed form: 200 hex digits."),
                @Field(
                        name = "signingKey",
                        example = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                        about = "Its Ed25519 key: 64 hex digits."),
                @Field(
                        name = "roles",
                        example = "[\"storage\"]",
                        about = "What it becomes, of those offered: `storage`, `authenticator`.",
                        type = Type.TEXTS,
                        required = false)
            },
            answer = "{\"deviceIdentifier\": \"7f3e8a52-5b0f-4f86-9d0f-6b8d8a7d9c11\", \"configuration\": "
                    + DeviceResource.CONFIGURATION + "}")
    public Response pair(@Context RoutingContext http) {
        return edge.askOpenly(http, PairingResource::request, configuration -> Json.of(
                        "deviceIdentifier", configuration.device())
                .with(
                        "configuration",
                        DeviceResource.view(configuration, address.of(http).url())));
    }

    private static DeviceQuery.Pair request(Form form) {
        var token = form.required("qrToken", String::strip);
        var name = form.required("deviceName", Name::new);
        var publicKey = form.required("publicKey", PublicKeyResource::key);
        var signingKey = form.required("signingKey", Values.hex(SIGNING_KEY));
        var roles = roles(form);
        return new DeviceQuery.Pair(token, name, new DeviceKeys(publicKey, signingKey), roles);
    }

    /** The roles that a list of a form names. */
    static Set<DeviceRole> roles(Form form) {
        return Set.copyOf(
                form.list("roles", text -> DeviceRole.valueOf(text.strip().toUpperCase(Locale.ROOT))));
    }
}
