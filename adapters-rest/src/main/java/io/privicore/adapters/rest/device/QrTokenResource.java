package io.privicore.adapters.rest.device;

import io.privicore.adapters.rest.edge.Edge;
import io.privicore.adapters.rest.edge.PublicAddress;
import io.privicore.adapters.rest.openapi.Described;
import io.privicore.adapters.rest.openapi.Field;
import io.privicore.adapters.rest.openapi.Field.Type;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.DeviceQuery.OfferView;
import io.privicore.domain.device.DeviceRole;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tokens by which devices are let in, and their pictures. */
@Singleton
@Path("/profile/generate-token-qr")
@Produces({MediaType.APPLICATION_JSON, QrTokenResource.SVG, QrTokenResource.PNG})
@RunOnVirtualThread
@Tag(name = "profile")
public final class QrTokenResource {

    static final String SVG = "image/svg+xml";
    static final String PNG = "image/png";

    private static final MediaType SVG_TYPE = MediaType.valueOf(SVG);
    private static final MediaType PNG_TYPE = MediaType.valueOf(PNG);

    /** The first of those that the caller likes equally is answered. */
    private static final List<MediaType> OFFERED = List.of(MediaType.APPLICATION_JSON_TYPE, SVG_TYPE, PNG_TYPE);

    private final Edge edge;
    private final PublicAddress address;

    QrTokenResource(Edge edge, PublicAddress address) {
        this.edge = edge;
        this.address = address;
    }

    @POST
    @Described(
            title = "Generate qr token for authorization",
            about = "A token with which one device can be paired within five minutes; of more than ten that wait the "
                    + "oldest ends. With `Accept: image/svg+xml` or `image/png` the answer is a QR code of `uri`. Waits "
                    + "for the votes that requesting, approving and configuring a device and registering the roles wait "
                    + "for.",
            scope = "device:write",
            fields =
                    @Field(
                            name = "roles",
                            example = "[\"storage\"]",
                            about = "What the device may become at most, `storage` and `authenticator`; all that "
                                    + "the token's scopes allow when left out; `authenticator` needs `voting:write`.",
                            type = Type.TEXTS,
                            required = false),
            held = true,
            answer = """
                    {"qrToken": "qr-3q2-7wAAAAD…", "expiresAt": "2026-02-21T15:38:44+00:00",
                     "uri": "privicore://pair?url=https%3A%2F%2Ftokens.example.com%3A443&token=qr-3q2-7wAAAAD…"}""")
    public Response offer(@Context RoutingContext http, @Context HttpHeaders headers) {
        var wanted = wanted(headers);
        var answer = edge.ask(
                http,
                form -> new DeviceQuery.OfferPairing(
                        PairingResource.roles(form), form.optional(Edge.PERMIT, Edge.COMMAND_ID)),
                offer -> rendered(offer, wanted, http));
        boolean held = answer.getStatus() != Response.Status.OK.getStatusCode();
        return Response.fromResponse(answer)
                .type(held ? MediaType.APPLICATION_JSON_TYPE : wanted)
                .build();
    }

    private Object rendered(OfferView offer, MediaType wanted, RoutingContext http) {
        var uri = uri(offer, address.of(http).url());
        if (wanted.equals(SVG_TYPE)) {
            return QrCode.of(uri).svg();
        }
        if (wanted.equals(PNG_TYPE)) {
            return QrCode.of(uri).png();
        }
        return Json.of("qrToken", offer.token().value())
                .with("expiresAt", offer.expiresAt())
                .with("uri", uri);
    }

    private static MediaType wanted(HttpHeaders headers) {
        return headers.getAcceptableMediaTypes().stream()
                .flatMap(accepted -> OFFERED.stream().filter(accepted::isCompatible))
                .findFirst()
                .orElse(MediaType.APPLICATION_JSON_TYPE);
    }

    private static String uri(OfferView offer, String url) {
        var roles = offer.roles().equals(EnumSet.allOf(DeviceRole.class))
                ? ""
                : "&roles="
                        + offer.roles().stream()
                                .map(role -> role.name().toLowerCase(Locale.ROOT))
                                .sorted()
                                .collect(Collectors.joining(","));
        return "privicore://pair?url=%s&token=%s%s"
                .formatted(
                        URLEncoder.encode(url, StandardCharsets.UTF_8),
                        URLEncoder.encode(offer.token().value(), StandardCharsets.UTF_8),
                        roles);
    }
}
