package io.privicore.bootstrap.journey;

import io.privicore.application.engine.AuthorizationMatrix.Party;
import io.privicore.domain.access.Scope;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** A directory with people of every role, people outside, and applications that act for the owner. */
final class Everybody {

    private static final String PASSWORD = "correct horse battery staple";

    final String directory;
    private final Map<Party, Client> people = new EnumMap<>(Party.class);
    private final Map<Party, Map<Scope, Client>> applications = new EnumMap<>(Party.class);
    private final Map<Party, String> profiles = new EnumMap<>(Party.class);
    private final Applications application;

    /** @param directory of the owner */
    Everybody(Client owner, String directory) {
        this.directory = directory;
        people.put(Party.OWNER, owner);
        people.put(Party.NOBODY, Client.stranger(owner.base()));
        people.put(Party.KEYLESS, Client.newcomer(owner.base()));
        people.put(Party.STRANGER, Client.active(owner.base()));
        for (var role : List.of(Party.MEMBER, Party.AUDITOR, Party.ADMINISTRATOR)) {
            people.put(role, invited(role));
        }
        people.put(Party.INACTIVE, invited(Party.ADMINISTRATOR));
        people.put(Party.SUSPENDED, managed());
        suspend(Party.INACTIVE);
        suspend(Party.SUSPENDED);
        application = Applications.register(person(Party.STRANGER), "all");
    }

    String profile(Party party) {
        return profiles.computeIfAbsent(party, _ -> Belongings.profileOf(person(party)));
    }

    Client person(Party party) {
        return Objects.requireNonNull(people.get(party));
    }

    /** Whoever calls an operation that needs this scope. */
    Client caller(Party party, Scope scope) {
        return switch (party) {
            case APPLICATION -> acting(party, scope, scope == Scope.NONE ? Scope.PROFILE_READ.wire() : scope.wire());
            case NARROW -> acting(party, scope, allBut(scope));
            case NOBODY, KEYLESS, SUSPENDED, STRANGER, INACTIVE, MEMBER, AUDITOR, ADMINISTRATOR, OWNER -> person(party);
        };
    }

    /** From now on it shows another token. */
    void use(Party party, String token) {
        people.put(party, Client.withToken(person(party).base(), token));
    }

    private Client acting(Party party, Scope scope, String granted) {
        return applications
                .computeIfAbsent(party, _ -> new HashMap<>())
                .computeIfAbsent(scope, _ -> application.acting(person(Party.OWNER), granted));
    }

    private static String allBut(Scope scope) {
        return Arrays.stream(Scope.values())
                .filter(other -> other != scope && other != Scope.NONE)
                .map(Scope::wire)
                .collect(Collectors.joining(","));
    }

    private Client invited(Party role) {
        var guest = Client.active(person(Party.OWNER).base());
        var invitation = person(Party.OWNER)
                .run(
                        "/directory/invite-profile",
                        Map.of("directoryId", directory, "username", guest.username(), "role", role.word()))
                .expectSuccess()
                .body();
        guest.run("/directory/process-invitation", Map.of("invitationId", invitation, "accept", true))
                .expectSuccess();
        return guest;
    }

    private Client managed() {
        var name = "managed-" + UUID.randomUUID();
        person(Party.OWNER)
                .run(
                        "/directory/create-user",
                        Map.of(
                                "directoryId",
                                directory,
                                "username",
                                name,
                                "password",
                                PASSWORD,
                                "givenName",
                                "Ada",
                                "familyName",
                                "Lovelace",
                                "role",
                                "administrator"))
                .expectSuccess();
        return Client.signIn(person(Party.OWNER).base(), name, PASSWORD);
    }

    private void suspend(Party party) {
        person(Party.OWNER)
                .run(
                        "/directory/update-user-information",
                        Map.of("directoryId", directory, "profileId", profile(party), "state", "suspended"))
                .expectSuccess();
    }
}
