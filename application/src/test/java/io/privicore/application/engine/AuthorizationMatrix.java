package io.privicore.application.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.Operation;
import io.privicore.application.command.PolicyCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.command.VotingCommand;
import io.privicore.application.query.PolicyQuery;
import io.privicore.application.query.ProfileQuery;
import io.privicore.application.query.TokenQuery;
import io.privicore.application.query.VotingQuery;
import io.privicore.domain.access.Scope;
import io.privicore.domain.directory.InvitationId;
import io.privicore.domain.directory.Role;
import io.privicore.domain.kernel.ApplicationId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.token.TokenId;
import io.privicore.domain.voting.PollId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Who gets which answer from which operation: as the declarations have it, and as somebody wrote it down by hand. */
public final class AuthorizationMatrix {

    private static final String EXPECTED = "/authorization.txt";

    /** What an operation can be about, and what is said of one that is not the caller's. */
    private static final Map<Class<?>, Reason> THINGS = Map.of(
            DeviceId.class, Reason.DEVICE_NOT_FOUND,
            TokenText.class, Reason.DATA_TOKEN_NOT_FOUND,
            TokenId.class, Reason.DATA_TOKEN_NOT_FOUND,
            PollId.class, Reason.POLL_NOT_FOUND,
            ApplicationId.class, Reason.OAUTH_APPLICATION_NOT_FOUND,
            InvitationId.class, Reason.INVITATION_NOT_FOUND);

    private AuthorizationMatrix() {}

    /** Who calls. */
    public enum Party {
        NOBODY("shows no token"),
        KEYLESS("a profile that has registered no public key"),
        SUSPENDED("a user whose directory, which manages it, has suspended it; it shows a token from before"),
        STRANGER(
                "is not in the directory; where the operation is not about a directory, is not whose the thing is that it is about"),
        INACTIVE("was invited into the directory and is suspended there"),
        MEMBER("of the directory"),
        AUDITOR("of the directory"),
        ADMINISTRATOR("of the directory, about somebody below"),
        OWNER("of the directory, or of what the operation is about"),
        APPLICATION("acts for the owner under the scope of the operation and no other"),
        NARROW("acts for the owner under every scope but that of the operation");

        private final String description;

        Party(String description) {
            this.description = description;
        }

        public String description() {
            return description;
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What somebody is told. */
    public enum Answer {
        YES("yes"),
        SELF("self"),
        PROOF("proof"),
        UNAUTHENTICATED("401"),
        KEY_MISSING("key"),
        SCOPE_MISSING("scope"),
        ROLE_TOO_SMALL("role"),
        NOT_FOUND("404");

        private final String word;

        Answer(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static Answer of(String word) {
            return Arrays.stream(values())
                    .filter(answer -> answer.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Expected an answer, but got " + word));
        }
    }

    /**
     * One operation.
     *
     * @param foreign what is said of things that are not the caller's
     * @param requests the requests that lead to it, as {@code POST /path}
     */
    public record Row(String operation, Optional<String> foreign, Map<Party, Answer> answers, List<String> requests) {

        public Answer answer(Party party) {
            return Objects.requireNonNull(answers.get(party));
        }
    }

    /** What the declarations say, by the names of the operations, without requests. */
    public static List<Row> declared() {
        return Operations.all().entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Row::operation))
                .toList();
    }

    /** What is written by hand, in its own order. */
    public static List<Row> expected() {
        var resource = AuthorizationMatrix.class.getResourceAsStream(EXPECTED);
        try (var lines = new BufferedReader(new InputStreamReader(Objects.requireNonNull(resource), UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(AuthorizationMatrix::parsed)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row parsed(String line) {
        var parties = Party.values();
        var words = line.split("\\s+", parties.length + 3);
        if (words.length != parties.length + 3) {
            throw new IllegalArgumentException("Expected a word for everybody, but got " + line);
        }
        var answers = new EnumMap<Party, Answer>(Party.class);
        for (var party : parties) {
            answers.put(party, Answer.of(words[2 + party.ordinal()]));
        }
        return new Row(
                words[0],
                present(words[1]),
                answers,
                present(words[parties.length + 2]).stream()
                        .flatMap(requests -> Arrays.stream(requests.split(", ")))
                        .toList());
    }

    private static Optional<String> present(String word) {
        return word.equals("-") ? Optional.empty() : Optional.of(word);
    }

    private static Row row(Class<?> type, Operation declared) {
        var foreign = foreign(type, declared);
        var answers = new EnumMap<Party, Answer>(Party.class);
        for (var party : Party.values()) {
            answers.put(
                    party,
                    switch (declared.access()) {
                        case PUBLIC -> Answer.YES;
                        case BASIC, PROVISIONING -> Answer.PROOF;
                        case TOKEN -> answer(type, declared, party, foreign.isPresent());
                    });
        }
        return new Row(declared.value(), foreign.map(Reason::key), answers, List.of());
    }

    private static Answer answer(Class<?> type, Operation declared, Party party, boolean isAboutSomething) {
        boolean onDirectory = DirectoryOperation.class.isAssignableFrom(type);
        return switch (party) {
            case NOBODY, SUSPENDED -> Answer.UNAUTHENTICATED;
            case KEYLESS -> declared.withoutPublicKey() ? Answer.YES : Answer.KEY_MISSING;
            case STRANGER -> isAboutSomething ? Answer.NOT_FOUND : Answer.YES;
            case INACTIVE -> onDirectory ? Answer.NOT_FOUND : Answer.YES;
            case MEMBER -> inRole(declared, Role.MEMBER);
            case AUDITOR -> inRole(declared, Role.AUDITOR);
            case ADMINISTRATOR -> inRole(declared, Role.ADMINISTRATOR);
            case OWNER -> inRole(declared, Role.OWNER);
            case APPLICATION -> declared.delegable() ? inRole(declared, Role.OWNER) : Answer.SCOPE_MISSING;
            case NARROW ->
                declared.delegable() && declared.scope() == Scope.NONE
                        ? inRole(declared, Role.OWNER)
                        : Answer.SCOPE_MISSING;
        };
    }

    private static Answer inRole(Operation declared, Role role) {
        if (role.has(declared.directory())) {
            return Answer.YES;
        }
        return declared.ownToo() ? Answer.SELF : Answer.ROLE_TOO_SMALL;
    }

    private static Optional<Reason> foreign(Class<?> type, Operation declared) {
        if (declared.access() != Operation.Access.TOKEN) {
            return Optional.empty();
        }
        if (DirectoryOperation.class.isAssignableFrom(type)) {
            return Optional.of(Reason.DIRECTORY_NOT_FOUND);
        }
        return Arrays.stream(type.getRecordComponents())
                .flatMap(part -> thing(type, part).stream())
                .findFirst();
    }

    private static Optional<Reason> thing(Class<?> type, RecordComponent part) {
        var reason = THINGS.get(part.getType());
        if (reason != null) {
            return Optional.of(reason);
        }
        if (part.getType() == CommandId.class) {
            return Optional.of(
                    TokenQuery.class.isAssignableFrom(type) ? Reason.DATA_TOKEN_NOT_FOUND : Reason.COMMAND_NOT_FOUND);
        }
        if (type == ProfileQuery.RetrievePublicKey.class) {
            return Optional.of(Reason.PROFILE_NOT_FOUND);
        }
        return List.of("nameOrId", "configuration").contains(part.getName()) && part.getType() == String.class
                ? named(type)
                : Optional.empty();
    }

    /** What goes by a name instead of an id. */
    private static Optional<Reason> named(Class<?> type) {
        if (PolicyCommand.class.isAssignableFrom(type) || PolicyQuery.class.isAssignableFrom(type)) {
            return Optional.of(Reason.POLICY_NOT_FOUND);
        }
        return VotingCommand.class.isAssignableFrom(type) || VotingQuery.class.isAssignableFrom(type)
                ? Optional.of(Reason.VOTING_CONFIGURATION_NOT_FOUND)
                : Optional.empty();
    }

    /** Whether the operation is a command, whose refusals are mostly outcomes. */
    public static boolean isCommand(String operation) {
        return Command.class.isAssignableFrom(record(operation));
    }

    /** Whether the operation is about one directory. */
    public static boolean isOnDirectory(String operation) {
        return DirectoryOperation.class.isAssignableFrom(record(operation));
    }

    /** The scope that an application needs for the operation. */
    public static Scope scopeOf(String operation) {
        return declaration(operation).getValue().scope();
    }

    private static Class<?> record(String operation) {
        return declaration(operation).getKey();
    }

    private static Map.Entry<Class<?>, Operation> declaration(String operation) {
        return Operations.all().entrySet().stream()
                .filter(entry -> entry.getValue().value().equals(operation))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected an operation, but got " + operation));
    }
}
