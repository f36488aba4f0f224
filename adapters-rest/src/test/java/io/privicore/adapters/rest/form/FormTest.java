package io.privicore.adapters.rest.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.privicore.adapters.rest.problem.ProblemThrown;
import io.privicore.domain.kernel.Metadata;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FormTest {

    private static final FormReader READER = new FormReader(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theThreeBodyTypesReadAlike() throws JsonProcessingException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (int f = random.nextInt(6); f >= 0; f--) {
                fields.put("f" + f + random.nextInt(100), text(random));
            }

            var json = read("application/json", JSON.writeValueAsString(fields));
            var form = read("application/x-www-form-urlencoded; charset=utf-8", urlencoded(fields));
            var multipart = read("multipart/form-data; boundary=b0", multipart(fields));

            for (var field : fields.entrySet()) {
                for (var one : List.of(json, form, multipart)) {
                    assertThat(one.text(field.getKey(), true))
                            .as("seed %d", seed)
                            .isEqualTo(field.getValue());
                }
            }
            assertThat(form.canonical("x")).as("seed %d", seed).isEqualTo(json.canonical("x"));
            assertThat(multipart.canonical("x")).as("seed %d", seed).isEqualTo(json.canonical("x"));
        }
    }

    @Test
    void listsReadAlikeHoweverTheyAreWritten() {
        for (var form : List.of(
                read("application/json", "{\"l\":[\"a\",\"b\"]}"),
                read("application/json", "{\"l\":\"a,b\"}"),
                form("l=a&l=b"),
                form("l[]=a&l[]=b"),
                form("l%5B0%5D=a&l%5B1%5D=b"),
                form("l=a, b"),
                form("l=[\"a\",\"b\"]"))) {
            assertThat(form.list("l", text -> text)).containsExactly("a", "b");
        }
        assertThat(form("l[]=a").list("l", text -> text)).containsExactly("a");
        assertThat(form("x=a").list("l", text -> text)).isEmpty();
    }

    @Test
    void freeFieldsReadAlikeHoweverTheyAreWritten() {
        var expected = new Metadata(Map.of("a", "1", "b", Map.of("c", "2")));
        for (var form : List.of(
                read("application/json", "{\"meta\":{\"a\":\"1\",\"b\":{\"c\":\"2\"}}}"),
                form("meta=" + URLEncoder.encode("{\"a\":\"1\",\"b\":{\"c\":\"2\"}}", StandardCharsets.UTF_8)),
                form("meta[a]=1&meta[b][c]=2"))) {
            assertThat(form.object("meta")).isEqualTo(expected);
        }
    }

    @Test
    void aListThatMustHoldSomethingSaysSoOnce() {
        for (var form : List.of(form("x=1"), form("l="), read("application/json", "{\"l\":[]}"))) {
            assertThatThrownBy(() -> form.readKnown(fields -> fields.someOf("l", text -> text)))
                    .isInstanceOfSatisfying(ProblemThrown.class, thrown -> assertThat(
                                    thrown.problem().errors())
                            .isEqualTo(Map.of("l", List.of("required"))));
        }
        var wrong = read("application/json", "{\"l\":[{}]}");
        assertThatThrownBy(() -> wrong.readKnown(fields -> fields.someOf("l", text -> text)))
                .isInstanceOfSatisfying(
                        ProblemThrown.class,
                        thrown -> assertThat(thrown.problem().errors()).isEqualTo(Map.of("l", List.of("invalid"))));
        assertThat(form("l=a").<String>someOf("l", text -> text)).containsExactly("a");
    }

    @Test
    void anyShapeIsHandedOutAsItIsWithJsonTextsTakenApart() {
        assertThat(form("p[percentage]=67").any("p")).hasValue(Map.of("percentage", "67"));
        assertThat(form("p={\"percentage\":67}").any("p")).hasValue(Map.of("percentage", 67));
        assertThat(form("p[]=67").any("p")).hasValue(List.of("67"));
        assertThat(form("p=[67]").any("p")).hasValue(List.of(67));
        assertThat(form("p=67").any("p")).hasValue("67");
        assertThat(read("application/json", "{\"p\":67}").any("p")).hasValue(67);
        assertThat(form("p=").any("p")).isEmpty();
        assertThat(form("q=1").any("p")).isEmpty();
        assertThatThrownBy(() -> form("p={").read(fields -> fields.any("p"))).isInstanceOf(ProblemThrown.class);
    }

    @Test
    void aFieldFromElsewhereCountsUnlessItContradicts() {
        var body = form("a=1");
        body.takeOver("commandId", form("commandId=x&b=2"));
        assertThat(body.names()).containsExactly("a", "commandId");

        var same = form("commandId=x");
        same.takeOver("commandId", form("commandId=x"));
        assertThat(same.<String>read(fields -> fields.required("commandId", text -> text)))
                .isEqualTo("x");

        var other = form("commandId=x");
        other.takeOver("commandId", form("commandId=y"));
        assertThatThrownBy(() -> other.read(fields -> fields.required("commandId", text -> text)))
                .isInstanceOfSatisfying(ProblemThrown.class, thrown -> assertThat(
                                thrown.problem().errors())
                        .isEqualTo(Map.of("commandId", List.of("ambiguous"))));

        var empty = Form.empty();
        empty.takeOver("commandId", form("commandId=x"));
        assertThat(empty.names()).containsExactly("commandId");
    }

    @Test
    void aFaultIsSaidOnceHoweverOftenItsFieldIsRead() {
        var form = form("n=x");

        assertThatThrownBy(() -> form.read(fields -> List.of(
                        fields.optional("n", Values.integer(n -> n)), fields.optional("n", Values.integer(n -> n)))))
                .isInstanceOfSatisfying(ProblemThrown.class, thrown -> {
                    assertThat(thrown.problem().errors()).isEqualTo(Map.of("n", List.of("invalid")));
                    assertThat(thrown.problem().detail()).isEqualTo("n: Expected a whole number");
                });
    }

    @Test
    void bytesInHexadecimalAreSoManyAndNothingElse() {
        var read = Values.hex(2);

        assertThat(read.apply("0aFF").toArray()).containsExactly(10, -1);
        for (var wrong : List.of("0aF", "0aFFF", "0aFFFF", "0x0a", "zzzz", "")) {
            assertThatThrownBy(() -> read.apply(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Expected 4 hexadecimal digits");
        }
    }

    @Test
    void whatIsNotReadIsTheRest() {
        var form = form("token=t&classification=secret");
        form.required("token", text -> text);

        assertThat(form.rest()).isEqualTo(new Metadata(Map.of("classification", "secret")));
    }

    @Test
    void anAliasIsTheFieldItself() {
        UnaryOperator<String> name = field -> field.equals("deviceId") ? "deviceIdentifier" : field;
        var body = "deviceId=x".getBytes(StandardCharsets.UTF_8);

        var form = READER.body("application/x-www-form-urlencoded", body, name);

        assertThat(form.<String>required("deviceIdentifier", text -> text)).isEqualTo("x");
        assertThatThrownBy(() -> READER.body(
                        "application/x-www-form-urlencoded",
                        "deviceId=x&deviceIdentifier=y".getBytes(StandardCharsets.UTF_8),
                        name))
                .isInstanceOf(ProblemThrown.class);
    }

    @Test
    void numbersAndTextsOfThemAreTheSameRequest() {
        assertThat(read("application/json", "{\"ttl\":5}").canonical("x"))
                .isEqualTo(form("ttl=5").canonical("x"));
        assertThat(form("a=b").canonical("x")).isNotEqualTo(form("a=b").canonical("y"));
        assertThat(form("a=1&b=2").canonical("x")).isEqualTo(form("b=2&a=1").canonical("x"));
    }

    @Nested
    class WhatCannotBeKept {

        @Test
        void isRefused() {
            for (var body :
                    List.of("{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud800\"}", "{\"a\":{\"\\u0000\":1}}", "{\"a\":1e999}")) {
                assertThatThrownBy(() -> read("application/json", body)).isInstanceOf(ProblemThrown.class);
            }
        }

        @Test
        void isRefusedInBulk() {
            var many = new StringBuilder("a=1");
            for (int i = 0; i < 101; i++) {
                many.append("&f").append(i).append("=1");
            }
            assertThatThrownBy(() -> form(many.toString())).isInstanceOf(ProblemThrown.class);
            assertThatThrownBy(() -> form("a" + "[b]".repeat(9) + "=1")).isInstanceOf(ProblemThrown.class);
            assertThatThrownBy(() -> read("application/json", "[".repeat(50))).isInstanceOf(ProblemThrown.class);
        }
    }

    @Test
    void aRecordThatRefusesItsFieldsIsAProblem() {
        for (var said : List.of("Expected less", "No enum constant of a.Class")) {
            assertThatThrownBy(() -> form("a=1").read(fields -> {
                        throw new IllegalArgumentException(said);
                    }))
                    .isInstanceOfSatisfying(ProblemThrown.class, thrown -> {
                        assertThat(thrown.problem().status()).isEqualTo(422);
                        assertThat(thrown.problem().key()).isEqualTo("request.invalid");
                        assertThat(thrown.problem().detail())
                                .startsWith("Expected")
                                .doesNotContain("Class");
                    });
        }
    }

    @Nested
    class AFieldAtFault {

        @Test
        void isNamedWithAllOthers() {
            var form = read("application/json", "{\"n\":\"x\",\"o\":{},\"meta\":{\"x\":{\"y\":1}},\"q\":1}");

            assertThatThrownBy(() -> form.read(fields -> List.of(
                            fields.required("n", Values.integer(n -> n)),
                            fields.required("missing", text -> text),
                            fields.optional("o", text -> text),
                            fields.group("meta").map(group -> group.required("z", text -> text)))))
                    .isInstanceOfSatisfying(ProblemThrown.class, thrown -> assertThat(
                                    thrown.problem().errors())
                            .isEqualTo(Map.of(
                                    "n", List.of("invalid"),
                                    "missing", List.of("required"),
                                    "o", List.of("invalid"),
                                    "meta.x", List.of("unknown"),
                                    "meta.z", List.of("required"),
                                    "q", List.of("unknown"))));
        }
    }

    @Test
    void base64IsReadInBothAlphabets() {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var read = Values.base64(64);
        for (int i = 0; i < 300; i++) {
            byte[] data = new byte[random.nextInt(65)];
            random.nextBytes(data);
            for (var encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getEncoder().withoutPadding(),
                    Base64.getUrlEncoder(),
                    Base64.getMimeEncoder())) {
                assertThat(read.apply(encoder.encodeToString(data)).toArray())
                        .as("seed %d", seed)
                        .isEqualTo(data);
            }
        }
        assertThatThrownBy(() -> read.apply("a b=")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Form read(String type, String body) {
        return READER.body(type, body.getBytes(StandardCharsets.UTF_8), UnaryOperator.identity());
    }

    private static Form form(String body) {
        return read("application/x-www-form-urlencoded", body);
    }

    private static String text(Random random) {
        var alphabet = "ab &=+%[]{}\"'\\/äß€漢😀,;:\t".codePoints().toArray();
        var text = new StringBuilder("x");
        for (int i = random.nextInt(20); i > 0; i--) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.toString();
    }

    private static String urlencoded(Map<String, String> fields) {
        List<String> parts = new ArrayList<>();
        fields.forEach((name, value) -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return String.join("&", parts);
    }

    private static String multipart(Map<String, String> fields) {
        var body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--b0\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        return body.append("--b0--\r\n").toString();
    }
}
