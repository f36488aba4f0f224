package io.privicore.device;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.privicore.device.file.DurableFiles;
import io.privicore.device.http.Platform;
import io.privicore.device.key.DeviceKeys;
import io.privicore.protocol.key.SignedKey;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes this a device of whoever shows it the code that the platform gave them.
 *
 * @param url the platform's address
 * @param roles those it was offered in particular, separated by commas
 */
record Pairing(String url, String token, Optional<String> roles) {

    private static final String SCHEME = "privicore";
    private static final String HOST = "pair";

    /** Whether the text is a pairing code as a whole, and not the bare token or a file. */
    static boolean isCode(String text) {
        return text.startsWith(SCHEME + "://" + HOST + "?");
    }

    /** Reads the code, {@code privicore://pair?url=…&token=…}, with what it says besides left alone. */
    static Pairing parse(String code) throws IOException {
        Map<String, String> parameters = new HashMap<>();
        try {
            var query = URI.create(code).getRawQuery();
            for (var parameter : query.split("&")) {
                var parts = parameter.split("=", 2);
                if (parts.length == 2) {
                    parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
                }
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("Expected a pairing code, but it is not well-formed", e);
        }
        var url = parameters.get("url");
        var token = parameters.get("token");
        if (url == null || token == null) {
            throw new IOException("Expected a pairing code with url and token, but one of them is missing");
        }
        return new Pairing(url, token, Optional.ofNullable(parameters.get("roles")));
    }

    /** Pairs, and keeps keys and configuration in the folder; answers the file of the configuration. */
    Path into(Path folder, String name, String wantedRoles) throws IOException, InterruptedException {
        var bundle = bundleIn(folder);
        if (Files.exists(bundle)) {
            throw new IOException(
                    "Expected a folder without a device, but %s is there. It is paired already".formatted(bundle));
        }
        DurableFiles.folder(folder);
        try (var _ = FolderLock.of(folder)) {
            var keys = DeviceKeys.generate();
            var answer = Platform.at(url, "the pairing code")
                    .post("device/pair", Optional.empty(), fields(keys, name, wantedRoles), "to be paired");
            var configuration = configuration(answer);
            keys.keep(folder.resolve("device.key"), Bundle.parse(configuration).deviceIdentifier());
            DurableFiles.write(bundle, configuration.getBytes(StandardCharsets.UTF_8));
            return bundle;
        }
    }

    /** Where the configuration of a device that was paired into this folder is kept. */
    static Path bundleIn(Path folder) {
        return folder.resolve("bundle.json");
    }

    private Map<String, String> fields(DeviceKeys keys, String name, String wantedRoles) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("qrToken", token);
        fields.put("deviceName", name);
        fields.put("publicKey", new SignedKey(keys.agreement().publicKey()).format());
        fields.put(
                "signingKey",
                HexFormat.of().formatHex(keys.signing().publicKey().bytes().toArray()));
        fields.put("roles", wantedRoles);
        return fields;
    }

    /** The object {@code configuration} of the answer, as it is. */
    private static String configuration(String answer) throws IOException {
        var text = new StringWriter();
        var factory = new JsonFactory();
        try (var json = factory.createParser(answer)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    if (name.equals("configuration")) {
                        try (var copy = factory.createGenerator(text)) {
                            copy.copyCurrentStructure(json);
                        }
                        return text.toString();
                    }
                    json.skipChildren();
                }
            }
        }
        throw new IOException("Expected a configuration in the platform's answer, but there is none");
    }

    @Override
    public String toString() {
        return "Pairing[%s]".formatted(url);
    }
}
