package io.privicore.application.audit;

import static io.privicore.domain.audit.AuditOutcome.ACCEPTED;
import static io.privicore.domain.audit.AuditOutcome.REJECTED;
import static io.privicore.domain.audit.AuditOutcome.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.privicore.application.Caller;
import io.privicore.application.PlatformInMemory;
import io.privicore.application.command.Command;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.DirectoryCommand;
import io.privicore.application.command.DirectoryOperation;
import io.privicore.application.command.Operation;
import io.privicore.application.command.ProfileCommand;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenText;
import io.privicore.application.engine.Operations;
import io.privicore.application.port.AuditTrails.SealedCheckpoint;
import io.privicore.application.port.CommandExamples;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.AuditQuery.ExportOwnTrail;
import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.application.query.AuditQuery.OwnTrail;
import io.privicore.application.query.DeviceQuery.RetrieveConfiguration;
import io.privicore.application.query.Paging;
import io.privicore.application.query.ProfileQuery.Authenticate;
import io.privicore.application.query.ProfileQuery.Reauthorize;
import io.privicore.application.query.ProfileQuery.RetrieveId;
import io.privicore.application.query.ProfileQuery.Revoke;
import io.privicore.domain.audit.AuditEntry;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.audit.Link;
import io.privicore.domain.directory.ShortName;
import io.privicore.domain.kernel.DirectoryId;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class AnAuditTrailTest {

    private final PlatformInMemory platform = new PlatformInMemory();
    private final String name = platform.aName();
    private final Caller owner = platform.anActiveProfile(name);
    private final ProfileId profile = platform.ask(owner, new RetrieveId());

    private List<AuditEntry> trail() {
        return links().stream().map(Link::entry).toList();
    }

    /** Oldest first. */
    private List<Link> links() {
        platform.chainer.chainAll();
        return platform.ports.auditTrails().after(profile.value(), Filter.NONE, 0, Long.MAX_VALUE, 10_000);
    }

    private AuditEntry last() {
        return trail().getLast();
    }

    private static void assertSays(AuditEntry entry, String operation, AuditOutcome outcome) {
        assertThat(entry.operation()).isEqualTo(operation);
        assertThat(entry.outcome()).isEqualTo(outcome);
    }

    @Test
    void beginsWithTheRegistration() {
        assertSays(trail().getFirst(), "profile.register", SUCCEEDED);
        assertThat(trail().getFirst().profile()).isEmpty();
        assertThat(trail().getFirst().about()).containsEntry("made", profile.toString());
    }

    /** Whatever became of it, from every one that is declared. */
    @Test
    void tellsOfEveryCommandThereIs() {
        var declared = Operations.all().keySet().stream().filter(Command.class::isAssignableFrom);
        assertThat(trail()).extracting(AuditEntry::operation).contains("public-key.register");
        assertThat(CommandExamples.all()).extracting(Object::getClass).containsAll(declared.toList());
        for (var command : CommandExamples.all()) {
            var operation = Operations.of(command);
            var before = trail().size();

            var accepted = submitted(command);

            // What is about somebody else's directory, no key at all, or shows no good token is not even accepted.
            assertThat(accepted.isPresent()
                            || command instanceof DirectoryOperation
                            || command instanceof ProfileCommand.RegisterPublicKey
                            || operation.access() == Operation.Access.PUBLIC)
                    .as(operation.value())
                    .isTrue();
            accepted.filter(_ -> operation.access() == Operation.Access.TOKEN)
                    .ifPresent(id -> assertThat(trail().subList(before, trail().size()))
                            .as(operation.value())
                            .anySatisfy(entry -> {
                                assertThat(entry.operation()).isEqualTo(operation.value());
                                assertThat(entry.command()).contains(id);
                                assertThat(entry.profile()).contains(profile);
                                assertThat(entry.address()).contains("10.0.0.1");
                            }));
        }
    }

    @Test
    void ofADirectoryTellsWhatWasDoneOnIt() {
        var directory = DirectoryId.of(platform.done(
                        owner, new DirectoryCommand.Register(new Name("ACME"), new ShortName("acme"), Metadata.EMPTY))
                .body()
                .orElseThrow());

        platform.submit(owner, new DirectoryCommand.StoreMeta(directory, Metadata.EMPTY));

        platform.chainer.chainAll();
        assertThat(platform.ports.auditTrails().after(directory.value(), Filter.NONE, 0, 10, 10))
                .extracting(link -> link.entry().operation())
                .containsExactly("directory.register", "directory.store-meta");
        assertSays(last(), "directory.store-meta", SUCCEEDED);
        assertThat(last().about()).containsEntry("directory", directory.toString());
    }

    private Optional<UUID> submitted(Command command) {
        try {
            return Optional.of(platform.submit(owner, command).value());
        } catch (Refusal refusedBeforeItWasAccepted) {
            return Optional.empty();
        }
    }

    @Nested
    final class OfACommand {

        @Test
        void saysOnWhatAndWhatItMade() {
            var device = platform.aPendingDevice(owner);
            assertThat(last().about()).containsEntry("made", device.toString());

            platform.submit(owner, new DeviceCommand.Approve(device));

            assertSays(last(), "device.approve", SUCCEEDED);
            assertThat(last().about()).containsEntry("device", device.toString());
            assertThat(last().at()).isEqualTo(platform.clock.instant());
        }

        @Test
        void saysWhyItWasRejected() {
            var device = platform.aPendingDevice(owner);
            platform.submit(owner, new DeviceCommand.Reject(device));

            platform.submit(owner, new DeviceCommand.Approve(device));

            assertSays(last(), "device.approve", REJECTED);
            assertThat(last().reason()).contains("device.not_pending");
        }

        @Test
        void saysThatItBeganAndThatItEnded() {
            var device = platform.aStorageDevice(owner);

            var token = platform.aToken(owner, "a secret", device);

            var exchange = trail().stream()
                    .filter(entry -> entry.operation().equals("data-token.exchange"))
                    .toList();
            assertThat(exchange).extracting(AuditEntry::outcome).containsExactly(ACCEPTED, SUCCEEDED);
            assertThat(exchange.getLast().address()).contains("10.0.0.1");
            assertThat(exchange.getLast().about())
                    .containsEntry(
                            "token", platform.ports.tokens().hash(token.value()).hex());
        }

        @Test
        void holdsNoTokenAndNoData() {
            var device = platform.aStorageDevice(owner);
            var token = platform.aToken(owner, "a secret", device);
            platform.submit(owner, new TokenCommand.RequestData(token, PlatformInMemory.SITE));
            platform.submit(owner, new TokenCommand.Delete(token));
            platform.submit(owner, new TokenCommand.Delete(new TokenText("dtk-unknown")));

            assertThat(links())
                    .extracting(Link::line)
                    .noneMatch(line -> line.contains("dtk-")
                            || line.contains("tmp-")
                            || line.contains("a secret")
                            || line.contains(PlatformInMemory.PASSWORD));
        }

        @Test
        void isNotThereWhenNothingWasCommitted() {
            var before = trail().size();
            platform.database.setDown(true);
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> platform.submit(owner, new DeviceCommand.Request(new Name("disk"))));
            platform.database.setDown(false);

            assertThat(trail()).hasSize(before);
        }
    }

    @Nested
    final class OfASignIn {

        private final Caller stranger = Caller.anonymous("198.51.100.9");

        private void signInWith(String password) {
            platform.ask(stranger, new Authenticate(name, password));
        }

        private void failToSignIn() {
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> signInWith("wrong"));
        }

        @Test
        void saysFromWhere() {
            signInWith(PlatformInMemory.PASSWORD);

            assertSays(last(), "profile.authenticate", SUCCEEDED);
            assertThat(last().address()).contains("198.51.100.9");
            assertThat(last().profile()).contains(profile);
        }

        @Test
        void saysThatItFailed() {
            failToSignIn();

            assertSays(last(), "profile.authenticate", REJECTED);
            assertThat(last().reason()).contains("profile.invalid_credentials");
        }

        @Test
        void saysOnceThatItWasThrottled() {
            for (int i = 0; i < 10; i++) {
                failToSignIn();
            }

            assertThat(trail().subList(trail().size() - 5, trail().size()))
                    .extracting(entry -> entry.reason().orElseThrow())
                    .containsExactly(
                            "profile.invalid_credentials",
                            "profile.invalid_credentials",
                            "profile.invalid_credentials",
                            "profile.invalid_credentials",
                            "access.throttled");
        }

        @Test
        void costsTheSameWhetherTheNameExists() {
            trail();
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> platform.ask(stranger, new Authenticate("nobody has this", "wrong")));

            assertThat(platform.chainer.chainAll()).isEqualTo(1);
        }
    }

    @Nested
    final class OfAQuery {

        @Test
        void isLeftByThoseThatHandSomethingOut() {
            var device = platform.aPendingDevice(owner);
            platform.submit(owner, new DeviceCommand.Approve(device));

            platform.ask(owner, new RetrieveConfiguration(device));

            assertSays(last(), "device.retrieve-configuration", SUCCEEDED);
            assertThat(last().about()).containsEntry("device", device.toString());
        }

        @Test
        void isLeftByThoseThatEndSomething() {
            var renewed = platform.ask(owner, new Reauthorize(Duration.ofHours(1)));
            assertSays(last(), "profile.reauthorize", SUCCEEDED);

            platform.ask(Caller.with(renewed.token(), "10.0.0.2"), new Revoke());

            assertSays(last(), "profile.revoke", SUCCEEDED);
        }

        @Test
        void isLeftByThoseThatWereRefused() {
            var device = platform.aPendingDevice(owner);

            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> platform.ask(owner, new RetrieveConfiguration(device)));

            assertSays(last(), "device.retrieve-configuration", REJECTED);
        }

        @Test
        void isNotLeftByThoseThatOnlyRead() {
            var before = trail().size();

            platform.ask(owner, new RetrieveId());
            platform.ask(owner, new OwnTrail(Filter.NONE, Paging.FIRST));

            assertThat(trail()).hasSize(before);
        }
    }

    @Nested
    final class ThatIsExported {

        private List<String> lines() {
            platform.chainer.chainAll();
            var export = platform.ask(owner, new ExportOwnTrail(Filter.NONE));
            List<String> lines = new ArrayList<>();
            for (var next = export.next(); next.isPresent(); next = export.next()) {
                lines.addAll(next.get());
            }
            return lines;
        }

        @Test
        void endsWithItsSignedHead() {
            assertThat(lines().getLast()).startsWith("{\"checkpoint\":").contains("\"signature\":");
        }

        @Test
        void isNotSignedWhereAnEntryWasChanged() {
            var link = links().get(1);
            var entry = link.entry();
            platform.ports
                    .auditTrails()
                    .tamper(new Link(
                            link.trail(),
                            link.number(),
                            link.previous(),
                            entry.ended(REJECTED, Optional.empty(), entry.about(), entry.at()),
                            link.hash()));

            assertThat(lines().getLast()).contains("\"unsigned\":\"entry 2: ").doesNotContain("\"signature\":");
        }

        @Test
        void isNotSignedWhereItsHeadIsNotTheEngines() {
            var links = links();
            var shorter =
                    platform.ports.auditTrails().checkpoint(profile.value()).orElseThrow();
            var forged = shorter.checkpoint().reaching(links.getFirst());
            platform.ports.auditTrails().tamper(new SealedCheckpoint(forged, shorter.seal()));

            assertThat(lines().getLast()).contains("\"unsigned\":").doesNotContain("\"signature\":");
        }

        @Test
        void staysUnsignedForGoodAfterThat() {
            links();
            var end = platform.ports.auditTrails().checkpoint(profile.value()).orElseThrow();
            platform.ports.auditTrails().tamper(new SealedCheckpoint(end.checkpoint(), Chainer.NO_SEAL));

            platform.aPendingDevice(owner);

            assertThat(lines().getLast()).contains("\"unsigned\":").doesNotContain("\"signature\":");
            assertSays(last(), "audit.export", SUCCEEDED);
        }

        @Test
        void isWhatItsOwnerSeesPageByPage() {
            platform.chainer.chainAll();

            var page = platform.ask(owner, new OwnTrail(Filter.NONE, Paging.FIRST));

            assertThat(page.items().reversed()).isEqualTo(links());
        }
    }

    @Test
    void belongsToFurtherTrailsToo() {
        var directory = UUID.randomUUID();
        FurtherTrails further = (_, asked) -> asked instanceof DeviceCommand ? Set.of(directory) : Set.of();
        var auditing = new Auditing(
                platform.ports.auditTrails(),
                further,
                platform.ports.tokens(),
                platform.database,
                platform.clock,
                true);
        var command = new DeviceCommand.Request(new Name("disk"));
        var doer = Doer.of(profile, Optional.of("an application"), "10.0.0.1");

        var id = new CommandId(UUID.randomUUID());
        auditing.of(doer, "device.request", command)
                .during(() -> platform.database.run(Origin.ENGINE, () -> {
                    auditing.held(doer, id, "device.request");
                    return true;
                }));
        platform.chainer.chainAll();

        assertThat(platform.ports.auditTrails().after(directory, Filter.NONE, 0, 10, 10))
                .singleElement()
                .satisfies(link -> assertThat(link.entry().application()).contains("an application"));
        assertThat(last().command()).contains(id.value());
    }

    @Test
    void isNotWrittenWhereItIsSwitchedOff() {
        var off = new Auditing(
                platform.ports.auditTrails(),
                FurtherTrails.NONE,
                platform.ports.tokens(),
                platform.database,
                platform.clock,
                false);
        trail();
        BiFunction<Auditing, UUID, Boolean> hold = (auditing, id) -> platform.database.run(Origin.ENGINE, () -> {
            auditing.held(Doer.of(profile, Optional.empty(), "10.0.0.1"), new CommandId(id), "device.request");
            return true;
        });

        assertThat(hold.apply(off, UUID.randomUUID())).isTrue();

        assertThat(platform.chainer.chainAll()).isZero();
    }
}
