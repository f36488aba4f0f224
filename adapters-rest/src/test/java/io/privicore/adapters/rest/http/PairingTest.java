package io.privicore.adapters.rest.http;

import static io.privicore.adapters.rest.http.Client.authorised;
import static io.privicore.adapters.rest.http.Client.json;
import static io.privicore.adapters.rest.http.Client.post;
import static io.privicore.adapters.rest.http.Client.request;
import static io.privicore.adapters.rest.http.Client.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import io.privicore.adapters.rest.fake.RecordingPrivicore;
import io.privicore.application.command.CommandId;
import io.privicore.application.query.DeviceQuery.OfferPairing;
import io.privicore.application.query.DeviceQuery.Pair;
import io.privicore.domain.device.DeviceRole;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class PairingTest {

    private static final String OFFER = "/profile/generate-token-qr";
    private static final String SIGNING_KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    private static final Pattern RECTANGLE = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\d+z");

    @Inject
    RecordingPrivicore privicore;

    @Test
    void offersEitherRoleUnlessToldOtherwise() {
        var offered = json(post(OFFER, Map.of()));
        assertThat(offered.get("qrToken").asText()).isEqualTo(RecordingPrivicore.QR_TOKEN);
        assertThat(offered.get("expiresAt").asText()).isNotBlank();
        assertThat(offered.get("uri").asText())
                .startsWith("privicore://pair?url=http%3A%2F%2F")
                .endsWith("&token=" + RecordingPrivicore.QR_TOKEN);
        assertThat(privicore.lastQuery).isInstanceOfSatisfying(OfferPairing.class, offer -> assertThat(offer.roles())
                .isEmpty());

        var narrowed = json(post(OFFER, Map.of("roles", List.of("storage"))));
        assertThat(narrowed.get("uri").asText()).endsWith("&roles=storage");
        assertThat(privicore.lastQuery).isInstanceOfSatisfying(OfferPairing.class, offer -> assertThat(offer.roles())
                .containsExactly(DeviceRole.STORAGE));
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,application/json",
        "*/*,application/json",
        "image/*,image/svg+xml",
        "image/png,image/png",
        "image/svg+xml,image/svg+xml",
        "'text/html,image/png;q=0.9,*/*;q=0.1',image/png"
    })
    void answersInTheTypeThatIsAccepted(String accept, String type) {
        var answer = send(authorised(OFFER).header("Accept", accept).POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void drawsTheUriAsPng() throws IOException, InterruptedException, ReaderException {
        var bytes = Client.HTTP
                .send(
                        authorised(OFFER)
                                .header("Accept", "image/png")
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();

        assertThat(read(ImageIO.read(new ByteArrayInputStream(bytes)))).isEqualTo(uri());
    }

    @Test
    void drawsTheUriAsSvg() throws ReaderException {
        var svg = send(authorised(OFFER).header("Accept", "image/svg+xml").POST(BodyPublishers.noBody()))
                .body();
        var box = Pattern.compile("viewBox=\"0 0 (\\d+) ").matcher(svg);
        assertThat(box.find()).isTrue();
        int scale = 8;
        int size = Integer.parseInt(box.group(1)) * scale;
        var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        var graphics = image.createGraphics();
        graphics.setColor(java.awt.Color.WHITE);
        graphics.fillRect(0, 0, size, size);
        graphics.setColor(java.awt.Color.BLACK);
        var rectangles = RECTANGLE.matcher(svg);
        while (rectangles.find()) {
            graphics.fillRect(
                    Integer.parseInt(rectangles.group(1)) * scale,
                    Integer.parseInt(rectangles.group(2)) * scale,
                    Integer.parseInt(rectangles.group(3)) * scale,
                    scale);
        }

        assertThat(read(image)).isEqualTo(uri());
    }

    @Test
    void isHeldInJsonWhateverIsAccepted() {
        privicore.holding = new CommandId(UUID.randomUUID());
        try {
            var held = send(authorised(OFFER).header("Accept", "image/png").POST(BodyPublishers.noBody()));
            assertThat(held.statusCode()).isEqualTo(202);
            assertThat(held.body()).isEqualTo("{\"commandId\":\"%s\"}".formatted(privicore.holding));

            var permitted = post(OFFER, Map.of("commandId", privicore.holding.toString()));
            assertThat(permitted.statusCode()).isEqualTo(200);
        } finally {
            privicore.holding = null;
        }
    }

    @Test
    void hasTheOtherNameOfThePublishedClients() {
        assertThat(post("/profile/generate-qr-token-for-authorization", Map.of())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"JSON_OBJECT", "FORM", "MULTIPART"})
    void pairsWhoeverShowsTheToken(Client.Type type) {
        var answer = send(type.body(request("/device/pair"), fields()));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).get("deviceIdentifier").asText()).isEqualTo(RecordingPrivicore.DEVICE.toString());
        assertThat(json(answer).at("/configuration/client-secret").asText()).isEqualTo("cs-secret");
        assertThat(privicore.lastQuery).isInstanceOfSatisfying(Pair.class, pair -> {
            assertThat(pair.token()).isEqualTo("qr-token");
            assertThat(pair.name().value()).isEqualTo("Vault 2");
            assertThat(pair.roles()).isEqualTo(EnumSet.allOf(DeviceRole.class));
        });
    }

    @Test
    void saysWhichFieldsAreAtFault() {
        var wrong = fields();
        wrong.put("signingKey", "d75a");
        wrong.put("roles", List.of("vault"));
        wrong.remove("deviceName");

        var answer = send(Client.Type.JSON_OBJECT.body(request("/device/pair"), wrong));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("errors").toString())
                .contains("\"signingKey\":[\"invalid\"]", "\"roles\":[\"invalid\"]", "\"deviceName\":[\"required\"]");
    }

    @Test
    void doesNotKnowOtherTokens() {
        var wrong = fields();
        wrong.put("qrToken", "guessed");

        var answer = send(Client.Type.JSON_OBJECT.body(request("/device/pair"), wrong));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).get("key").asText()).isEqualTo("device.pairing_token_invalid");
    }

    private static Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("qrToken", "qr-token");
        fields.put("deviceName", "Vault 2");
        fields.put("publicKey", "ab".repeat(100));
        fields.put("signingKey", SIGNING_KEY);
        fields.put("roles", List.of("storage", "authenticator"));
        return fields;
    }

    private static String uri() {
        return "privicore://pair?url=%s&token=%s"
                .formatted(
                        URLEncoder.encode("http://localhost:" + Client.PORT, StandardCharsets.UTF_8),
                        RecordingPrivicore.QR_TOKEN);
    }

    private static String read(BufferedImage image) throws ReaderException {
        int width = image.getWidth();
        int height = image.getHeight();
        var pixels = image.getRGB(0, 0, width, height, null, 0, width);
        var source = new RGBLuminanceSource(width, height, pixels);
        try {
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new GlobalHistogramBinarizer(source)))
                    .getText();
        } catch (NotFoundException e) {
            throw new AssertionError("Expected a QR code, but the picture shows none", e);
        }
    }
}
