package io.privicore.device.authenticator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.privicore.device.authenticator.Rules.Between;
import io.privicore.device.authenticator.Rules.Condition;
import io.privicore.device.authenticator.Rules.OneOf;
import io.privicore.device.authenticator.Rules.Rule;
import io.privicore.protocol.message.Choice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules from JSON. What it does not know it refuses: a condition misspelt and left out would let a rule fit more than
 * its author meant.
 */
final class RuleReader {

    static final int MOST_RULES = 1000;

    private static final int MOST_TEXTS = 1000;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(6)
                    .maxStringLength(10_000)
                    .build())
            .build();

    private final JsonParser json;

    private RuleReader(JsonParser json) {
        this.json = json;
    }

    static Rules parse(String text) throws IOException {
        try (var parser = JSON.createParser(text)) {
            var reader = new RuleReader(parser);
            parser.nextToken();
            var rules = reader.rules();
            if (parser.nextToken() != null) {
                throw reader.refused("nothing after the object", "more follows");
            }
            return rules;
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "Expected JSON, but line %d is none: %s"
                            .formatted(
                                    e.getLocation() == null
                                            ? 1
                                            : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        }
    }

    private Rules rules() throws IOException {
        var rules = new ArrayList<Rule>();
        Opinion otherwise = null;
        begin("an object with \"rules\" and \"default\"");
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "rules" -> {
                    expect(JsonToken.START_ARRAY, "a list of rules");
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        rules.add(rule());
                        if (rules.size() > MOST_RULES) {
                            throw refused("at most %d rules".formatted(MOST_RULES), "there are more");
                        }
                    }
                }
                case "default" -> otherwise = fallback();
                default -> throw refused("\"rules\" or \"default\"", "got \"%s\"".formatted(name));
            }
        }
        if (otherwise == null) {
            throw refused("a \"default\" for ballots that no rule fits", "there is none");
        }
        return new Rules(rules, otherwise);
    }

    private Rule rule() throws IOException {
        begin("a rule");
        var title = Optional.<Condition>empty();
        var attributes = new HashMap<String, Condition>();
        var vote = new Vote();
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            switch (name) {
                case "title" -> title = Optional.of(condition());
                case "attributes" -> {
                    begin("an object with attributes and their conditions");
                    for (var attribute = json.nextFieldName(); attribute != null; attribute = json.nextFieldName()) {
                        json.nextToken();
                        attributes.put(attribute, condition());
                    }
                }
                default -> vote.read(name, "\"title\", \"attributes\", \"vote\" or \"reason\"");
            }
        }
        if (title.isEmpty() && attributes.isEmpty()) {
            throw refused("a rule with a \"title\" or \"attributes\"", "it has neither and would fit everything");
        }
        return new Rule(title, attributes, vote.opinion());
    }

    private Opinion fallback() throws IOException {
        begin("a \"default\" with a vote");
        var vote = new Vote();
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            vote.read(name, "\"vote\" or \"reason\"");
        }
        return vote.opinion();
    }

    private Condition condition() throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> new OneOf(Set.of(text()));
            case START_ARRAY -> {
                var texts = new LinkedHashSet<String>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    texts.add(text());
                    if (texts.size() > MOST_TEXTS) {
                        throw refused("at most %d texts in a list".formatted(MOST_TEXTS), "there are more");
                    }
                }
                if (texts.isEmpty()) {
                    throw refused("at least one text in a list", "it is empty");
                }
                yield new OneOf(texts);
            }
            case START_OBJECT -> between();
            default ->
                throw refused(
                        "a text, a list of texts, or an object with \"atLeast\" and \"atMost\"", "got " + shown());
        };
    }

    private Between between() throws IOException {
        var atLeast = OptionalLong.empty();
        var atMost = OptionalLong.empty();
        for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            expect(JsonToken.VALUE_NUMBER_INT, "a whole number in \"%s\"".formatted(name));
            switch (name) {
                case "atLeast" -> atLeast = OptionalLong.of(json.getLongValue());
                case "atMost" -> atMost = OptionalLong.of(json.getLongValue());
                default -> throw refused("\"atLeast\" or \"atMost\"", "got \"%s\"".formatted(name));
            }
        }
        if (atLeast.isEmpty() && atMost.isEmpty()) {
            throw refused("\"atLeast\" or \"atMost\"", "there is neither");
        }
        return new Between(atLeast, atMost);
    }

    private String text() throws IOException {
        expect(JsonToken.VALUE_STRING, "a text");
        return json.getText();
    }

    private void begin(String what) throws IOException {
        expect(JsonToken.START_OBJECT, what);
    }

    private void expect(JsonToken token, String what) throws IOException {
        if (json.currentToken() != token) {
            throw refused(what, "got " + shown());
        }
    }

    private String shown() throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case null -> "nothing";
            default -> json.getText();
        };
    }

    private IOException refused(String expected, String but) {
        return new IOException("Expected %s, but %s (line %d)"
                .formatted(expected, but, json.currentLocation().getLineNr()));
    }

    /** The two entries that say what to vote. */
    private final class Vote {

        private @Nullable Choice choice;
        private String reason = "";

        void read(String name, String expected) throws IOException {
            switch (name) {
                case "vote" -> choice = choice(text());
                case "reason" -> reason = reason(text());
                default -> throw refused(expected, "got \"%s\"".formatted(name));
            }
        }

        Opinion opinion() throws IOException {
            if (choice == null) {
                throw refused("a \"vote\" of yes, no or abstain", "there is none");
            }
            return new Opinion(choice, reason);
        }

        private Choice choice(String text) throws IOException {
            try {
                return Choice.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw refused("a \"vote\" of yes, no or abstain", "got \"%s\"".formatted(text));
            }
        }

        private String reason(String text) throws IOException {
            if (text.codePointCount(0, text.length()) > Opinion.LONGEST_REASON) {
                throw refused("a reason of at most %d characters".formatted(Opinion.LONGEST_REASON), "it is longer");
            }
            return text;
        }
    }
}
