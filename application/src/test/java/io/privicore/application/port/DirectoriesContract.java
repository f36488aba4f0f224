package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.access.Session;
import io.privicore.domain.directory.Directory;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

public abstract class DirectoriesContract extends PersistenceContract {

    private final ProfileId owner = aProfileId();

    @Test
    void aDirectoryThatWasNotSavedIsNotThere() {
        var directory = register(aShortName());

        inFailingUnit(() -> ports().directories().save(directory));

        assertRefused(Reason.DIRECTORY_NOT_FOUND, () -> ports().directories()
                .get(directory.after().id()));
        assertThat(ports().directories().ownedBy(owner)).isZero();
    }

    @Nested
    class ASavedDirectory {

        @Test
        void isReadBackAsItWasAtTheNextRevision() {
            var meta = new Metadata(Map.of("password", Map.of("expiryDays", 90), "colour", List.of("ü", 1)));
            var registered = Directory.register(
                    new DirectoryId(UUID.randomUUID()), owner, new Name("Äcme & Söhne"), aShortName(), meta, NOW);

            var read = saved(registered);
            var stored = saved(read.storeMeta(new Metadata(Map.of("colour", "red"))));

            assertThat(read).isEqualTo(at(1, registered.after()));
            assertThat(stored.meta()).isEqualTo(meta.with(new Metadata(Map.of("colour", "red"))));
            assertThat(stored.revision()).isEqualTo(2);
        }

        @Test
        void refusesAChangeOfAStaleRevision() {
            var directory = saved(register(aShortName()));
            save(directory.storeMeta(new Metadata(Map.of("a", 1))));

            assertThatThrownBy(() -> save(directory.storeMeta(new Metadata(Map.of("a", 2)))))
                    .isInstanceOf(Stale.class);

            assertThat(ports().directories().get(directory.id()).meta()).isEqualTo(new Metadata(Map.of("a", 1)));
        }

        @Test
        void refusesToBeNewAgain() {
            var registered = register(aShortName());
            save(registered);

            assertThatThrownBy(() -> save(registered)).isInstanceOf(Stale.class);
        }

        @Test
        void keepsItsShortNameFromOthers() {
            var shortName = aShortName();
            save(register(shortName));
            var other = register(shortName);

            assertRefused(Reason.DIRECTORY_SHORT_NAME_TAKEN, () -> save(other));

            assertThat(ports().directories().ownedBy(owner)).isEqualTo(1);
        }
    }

    @Test
    void oneOfTwoThatWantAShortNameAtOnceGetsIt() {
        var shortName = aShortName();

        var second = meanwhile(() -> ports().directories().save(register(shortName)), () -> ports().directories()
                .save(register(shortName)));

        assertThatLost(second, Reason.DIRECTORY_SHORT_NAME_TAKEN);
        assertThat(ports().directories().ownedBy(owner)).isEqualTo(1);
    }

    @Test
    void thoseThatMandateVotesDoSoForWhoeverIsThereAndNotSuspended() {
        var member = aSavedProfile().id();
        var directory = aDirectory(aSavedProfile().id());
        var mandating = aDirectory(aSavedProfile().id());
        mandate(mandating, true);
        join(directory, member);
        assertThat(ports().directories().mandating(member)).isEmpty();

        join(mandating, member);
        assertThat(ports().directories().mandating(member))
                .containsExactly(ports().directories().get(mandating));

        inUnit(() ->
                ports().members().save(ports().members().get(mandating, member).suspend()));
        assertThat(ports().directories().mandating(member)).isEmpty();
    }

    @Test
    void oneThatMandatesVotesNoMoreBindsNobody() {
        var member = aSavedProfile().id();
        var directory = aDirectory(aSavedProfile().id());
        join(directory, member);
        save(ports().directories()
                .get(directory)
                .storeMeta(new Metadata(
                        Map.of("policy", Map.of("mandatory", Map.of("board", List.of("directory.remove-user")))))));
        assertThat(ports().directories().mandating(member))
                .extracting(Directory::id)
                .containsExactly(directory);

        mandate(directory, false);
        assertThat(ports().directories().mandating(member)).isEmpty();
    }

    @Test
    void aSessionIsGuardedWhileADirectoryOfItsProfileMandatesVotes() {
        var profile = aSavedProfile();
        var session = Session.begin(UUID.randomUUID(), profile.id(), aHash(), NOW, Duration.ofHours(1));
        inUnit(() -> ports().sessions().save(session));
        var directory = aDirectory(aSavedProfile().id());
        join(directory, profile.id());
        assertThat(isGuarded(session)).isFalse();

        mandate(directory, true);
        assertThat(isGuarded(session)).isTrue();

        mandate(directory, false);
        assertThat(isGuarded(session)).isFalse();
    }

    private void mandate(DirectoryId directory, boolean mandatory) {
        save(ports().directories()
                .get(directory)
                .storeMeta(new Metadata(Map.of("policy", Map.of("mandatory", mandatory)))));
    }

    private boolean isGuarded(Change<Session> session) {
        return ports().sessions().find(session.after().token()).orElseThrow().guarded();
    }

    private Change<Directory> register(ShortName shortName) {
        return Directory.register(
                new DirectoryId(UUID.randomUUID()), owner, new Name("Acme"), shortName, Metadata.EMPTY, NOW);
    }

    private Directory saved(Change<Directory> change) {
        save(change);
        return ports().directories().get(change.after().id());
    }

    private void save(Change<Directory> change) {
        inUnit(() -> ports().directories().save(change));
    }

    private static Directory at(long revision, Directory directory) {
        return new Directory(
                directory.id(),
                directory.owner(),
                directory.name(),
                directory.shortName(),
                directory.meta(),
                directory.createdAt(),
                revision);
    }
}
