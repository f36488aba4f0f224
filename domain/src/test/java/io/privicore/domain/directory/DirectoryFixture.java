package io.privicore.domain.directory;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A directory and whoever is in it. */
final class DirectoryFixture {

    static final Instant NOW = Instant.parse("2026-02-21T12:00:00Z");
    static final DirectoryId DIRECTORY = new DirectoryId(new UUID(3, 1));
    static final ProfileId OWNER = new ProfileId(new UUID(3, 2));
    static final ProfileId SOMEBODY = new ProfileId(new UUID(3, 3));
    static final ProfileId ANOTHER = new ProfileId(new UUID(3, 4));
    static final InvitationId INVITATION = new InvitationId(new UUID(3, 5));

    private DirectoryFixture() {}

    static Member theOwner() {
        return Member.owner(DIRECTORY, OWNER, NOW).after();
    }

    static Member aManagedUser(Role role) {
        return Member.create(DIRECTORY, SOMEBODY, role, Person.UNKNOWN, Role.OWNER, NOW)
                .after();
    }

    static Member anInvitedUser(Role role) {
        return Member.join(DIRECTORY, SOMEBODY, role, NOW).after();
    }

    static Metadata meta(String field, Object value) {
        return new Metadata(Map.of(field, value));
    }

    static void assertRefused(Reason reason, String text, ThrowingCallable action) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(action)
                .withMessageContaining(text)
                .extracting(Refusal::reason)
                .isEqualTo(reason);
    }
}
