package io.privicore.device.authenticator;

import io.privicore.device.http.Platform;
import io.privicore.protocol.Bytes;
import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Votes over HTTP, for devices that are not connected to the broker. */
public final class HttpBallotBox {

    private final Platform platform;
    private final String authorization;

    private HttpBallotBox(Platform platform, String authorization) {
        this.platform = platform;
        this.authorization = authorization;
    }

    /** The ballot box of the platform at this address, for the device that has this secret. */
    public static HttpBallotBox at(String apiUrl, String clientId, Bytes clientSecret) throws IOException {
        var secret = new String(clientSecret.toArray(), StandardCharsets.UTF_8);
        var credentials = "%s:%s".formatted(clientId, secret).getBytes(StandardCharsets.UTF_8);
        return new HttpBallotBox(
                Platform.at(apiUrl, "api-url"), "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    /** Casts a vote that only the secret of the device vouches for. */
    public void cast(UUID ballot, Opinion opinion) throws IOException, InterruptedException {
        post(fields(ballot, opinion));
    }

    /** Casts a vote with the signature of the device. */
    public void cast(AuthenticatorVote vote) throws IOException, InterruptedException {
        var fields = fields(vote.ballot(), new Opinion(vote.choice(), vote.reason()));
        fields.put("castAt", vote.castAt().toString());
        fields.put("signature", HexFormat.of().formatHex(vote.signature().toArray()));
        post(fields);
    }

    private static Map<String, String> fields(UUID ballot, Opinion opinion) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("ballotId", ballot.toString());
        fields.put("vote", opinion.choice().name().toLowerCase(Locale.ROOT));
        if (!opinion.reason().isEmpty()) {
            fields.put("reason", opinion.reason());
        }
        return fields;
    }

    private void post(Map<String, String> fields) throws IOException, InterruptedException {
        platform.post("voting/cast-ballot", Optional.of(authorization), fields, "the vote to be taken");
    }
}
