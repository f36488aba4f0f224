package io.privicore.application.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.privicore.application.audit.Chainer;
import io.privicore.application.port.AuditTrails.Chained;
import io.privicore.application.port.AuditTrails.Note;
import io.privicore.application.port.AuditTrails.SealedCheckpoint;
import io.privicore.application.query.AuditQuery.Filter;
import io.privicore.application.query.Paging;
import io.privicore.domain.audit.AuditEntry;
import io.privicore.domain.audit.AuditOutcome;
import io.privicore.domain.audit.ChainCheck;
import io.privicore.domain.audit.ChainCheck.Finding.Whole;
import io.privicore.domain.audit.Checkpoint;
import io.privicore.domain.audit.Link;
import io.privicore.domain.audit.Mark;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

public abstract class AuditTrailsContract extends PersistenceContract {

    private final PlainTrailSeals seals = new PlainTrailSeals();
    private final UUID trail = UUID.randomUUID();
    private final DeviceId device = aDeviceId();

    private AuditTrails trails() {
        return ports().auditTrails();
    }

    private void chain() {
        new Chainer(trails(), seals, InstantSource.fixed(NOW), Optional.empty()).chainAll();
    }

    private void keep(Duration retention, Instant now) {
        new Chainer(trails(), seals, InstantSource.fixed(now), Optional.of(retention)).letGo();
    }

    private static AuditEntry entry(String operation, Instant at) {
        return new AuditEntry(
                at,
                operation,
                AuditOutcome.SUCCEEDED,
                Optional.empty(),
                Optional.of(aProfileId()),
                Optional.empty(),
                Optional.empty(),
                Optional.of("192.0.2.7"),
                Optional.empty(),
                new TreeMap<>(Map.of("policy", "Zoë's \"best\" \uD83D\uDE00", "x", "")));
    }

    private AuditEntry full() {
        return new AuditEntry(
                NOW.plusNanos(123_456_000),
                "device.approve",
                AuditOutcome.REJECTED,
                Optional.of("device.not_pending"),
                Optional.of(new ProfileId(trail)),
                Optional.of("an application"),
                Optional.of(device),
                Optional.of("2001:db8::1"),
                Optional.of(UUID.randomUUID()),
                new TreeMap<>(Map.of("device", device.toString())));
    }

    private void note(AuditEntry... entries) {
        inUnit(() -> {
            for (var entry : entries) {
                trails().append(new Note(Set.of(trail), entry));
            }
        });
    }

    private List<Link> all() {
        return trails().after(trail, Filter.NONE, 0, Long.MAX_VALUE, 10_000);
    }

    private SealedCheckpoint end() {
        return trails().checkpoint(trail).orElseThrow();
    }

    private void assertWhole() {
        var end = end().checkpoint();
        var check = new ChainCheck(trail, end.cut());
        all().forEach(link -> check.next(link.evidence()));
        assertThat(check.finding(end.head())).isEqualTo(new Whole(end.head()));
        assertThat(seals.fits(end, end().seal())).isTrue();
    }

    @Test
    void whatIsNotedStandsInItsTrailOnceChained() {
        var entry = full();
        note(entry);
        assertThat(all()).isEmpty();

        chain();

        assertThat(all()).singleElement().satisfies(link -> assertThat(link.entry())
                .isEqualTo(entry));
        assertWhole();
    }

    @Test
    void whatIsNotCommittedIsNotThere() {
        inFailingUnit(() -> trails().append(new Note(Set.of(trail), full())));

        chain();

        assertThat(all()).isEmpty();
        assertThat(trails().checkpoint(trail)).isEmpty();
    }

    @Test
    void entriesKeepTheirOrderAndHaveNoGapOverManyBatches() {
        for (int batch = 0; batch < 5; batch++) {
            int from = batch * 7;
            note(IntStream.range(from, from + 7)
                    .mapToObj(i -> entry("a.b" + i, NOW.plusSeconds(i)))
                    .toArray(AuditEntry[]::new));
            chain();
        }

        assertThat(all()).extracting(Link::number).containsExactlyElementsOf(() -> IntStream.rangeClosed(1, 35)
                .mapToObj(Long::valueOf)
                .iterator());
        assertThat(all())
                .extracting(link -> link.entry().operation())
                .startsWith("a.b0", "a.b1")
                .endsWith("a.b34");
        assertWhole();
    }

    @Test
    void anEntryStandsInEveryTrailItBelongsTo() {
        var other = UUID.randomUUID();
        inUnit(() -> trails().append(new Note(Set.of(trail, other), full())));

        chain();

        assertThat(all()).hasSize(1);
        assertThat(trails().after(other, Filter.NONE, 0, 10, 10))
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.trail()).isEqualTo(other);
                    assertThat(link.hash()).isNotEqualTo(all().getFirst().hash());
                });
    }

    @Test
    void whatBelongsNowhereIsDropped() {
        inUnit(() -> trails().append(new Note(Set.of(), full())));

        chain();

        var calls = new AtomicInteger();
        trails().chain(10, (_, _) -> {
            calls.incrementAndGet();
            throw new IllegalStateException("Expected nothing that waits");
        });
        assertThat(calls).hasValue(0);
    }

    @Test
    void aChainerThatDiesHasDoneNothing() {
        note(full(), full());

        assertThatIllegalStateException().isThrownBy(() -> trails().chain(10, (_, _) -> {
            throw new IllegalStateException("killed");
        }));
        assertThat(all()).isEmpty();
        chain();

        assertThat(all()).hasSize(2);
        assertWhole();
    }

    @Test
    void aTrailWhoseEndWasSetBackGoesOnUnsealedAndHoldsUpNoOther() {
        note(entry("a.one", NOW), entry("a.two", NOW), entry("a.three", NOW));
        chain();
        note(entry("a.four", NOW));
        var back = new Checkpoint(trail, Mark.START, all().get(1).mark());
        trails().chain(10, (_, _) -> new Chained(List.of(), List.of(new SealedCheckpoint(back, seals.seal(back)))));
        var other = UUID.randomUUID();
        inUnit(() -> trails().append(new Note(Set.of(trail, other), entry("a.five", NOW))));

        chain();

        assertThat(all()).extracting(Link::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(all().getLast().entry().operation()).isEqualTo("a.five");
        assertThat(seals.fits(end().checkpoint(), end().seal())).isFalse();
        assertThat(trails().after(other, Filter.NONE, 0, 10, 10)).hasSize(1);
    }

    @Test
    void aCommandThatBeganEndsAsItBegan() {
        var command = UUID.randomUUID();
        var first = entry("data-token.exchange", NOW);
        inUnit(() -> trails().begin(command, new Note(Set.of(trail), ofCommand(first, command)), false));

        inUnit(() -> assertThat(end(command, AuditOutcome.SUCCEEDED)).isTrue());
        inUnit(() -> assertThat(end(command, AuditOutcome.SUCCEEDED)).isFalse());
        chain();

        assertThat(all()).hasSize(2);
        var last = all().getLast().entry();
        assertThat(last)
                .isEqualTo(ofCommand(first, command)
                        .ended(AuditOutcome.SUCCEEDED, Optional.empty(), Map.of("token", "ab"), NOW.plusSeconds(1)));
        assertWhole();
    }

    @Test
    void aQueryThatVotesAgreedToHasNotSucceededYet() {
        var command = UUID.randomUUID();
        var first = ofCommand(entry("profile.authenticate", NOW), command);
        inUnit(() -> trails().begin(command, new Note(Set.of(trail), first), true));

        inUnit(() -> end(command, AuditOutcome.SUCCEEDED));
        chain();

        assertThat(all().getLast().entry().outcome()).isEqualTo(AuditOutcome.AGREED);
    }

    private boolean end(UUID command, AuditOutcome outcome) {
        return trails().end(command, outcome, Optional.empty(), Map.of("token", "ab"), NOW.plusSeconds(1));
    }

    private static AuditEntry ofCommand(AuditEntry entry, UUID command) {
        return new AuditEntry(
                entry.at(),
                entry.operation(),
                AuditOutcome.ACCEPTED,
                Optional.empty(),
                entry.profile(),
                entry.application(),
                entry.device(),
                entry.address(),
                Optional.of(command),
                entry.about());
    }

    @Test
    void aPageShowsTheNewestFirst() {
        note(entry("a.one", NOW), entry("a.two", NOW), entry("a.three", NOW));
        chain();

        var page = trails().page(trail, Filter.NONE, new Paging(1, 2));

        assertThat(page.count()).isEqualTo(3);
        assertThat(page.items()).extracting(link -> link.entry().operation()).containsExactly("a.three", "a.two");
        assertThat(trails().page(trail, Filter.NONE, new Paging(2, 2)).items())
                .extracting(link -> link.entry().operation())
                .containsExactly("a.one");
    }

    @Test
    void filtersNarrowAPageAndAnExport() {
        var rejected = full();
        note(entry("device.request", NOW.minusSeconds(10)), rejected, entry("voting.create", NOW.plusSeconds(10)));
        chain();

        assertFinds(filter(Optional.of("device.approve"), Optional.empty()), "device.approve");
        assertFinds(filter(Optional.of("device.*"), Optional.empty()), "device.request", "device.approve");
        assertFinds(filter(Optional.empty(), Optional.of(AuditOutcome.REJECTED)), "device.approve");
        assertFinds(by(Optional.of("an application"), Optional.empty()), "device.approve");
        assertFinds(by(Optional.empty(), Optional.of(device)), "device.approve");
        assertFinds(between(NOW, NOW.plusSeconds(10)), "device.approve");
        assertFinds(between(NOW.minusSeconds(10), NOW), "device.request");
    }

    private void assertFinds(Filter filter, String... operations) {
        assertThat(trails().after(trail, filter, 0, 10, 10))
                .extracting(link -> link.entry().operation())
                .containsExactly(operations);
        assertThat(trails().page(trail, filter, Paging.FIRST).count()).isEqualTo(operations.length);
        assertThat(trails().page(trail, filter, Paging.FIRST).items())
                .extracting(link -> link.entry().operation())
                .containsExactlyInAnyOrder(operations);
    }

    private static Filter filter(Optional<String> operation, Optional<AuditOutcome> outcome) {
        return new Filter(operation, outcome, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Filter by(Optional<String> application, Optional<DeviceId> device) {
        return new Filter(Optional.empty(), Optional.empty(), application, device, Optional.empty(), Optional.empty());
    }

    private static Filter between(Instant from, Instant to) {
        return new Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(from),
                Optional.of(to));
    }

    @Test
    void whatIsTooOldGoesAndTheRestStaysWhole() {
        var old = Instant.parse("1990-01-01T00:00:00Z");
        note(entry("a.one", old), entry("a.two", old.plusSeconds(1)), entry("a.three", NOW));
        chain();

        keep(Duration.ofDays(365), NOW);

        assertThat(all()).extracting(link -> link.entry().operation()).containsExactly("a.three");
        assertThat(end().checkpoint().cut().number()).isEqualTo(2);
        assertThat(trails().page(trail, Filter.NONE, Paging.FIRST).count()).isEqualTo(1);
        assertWhole();
        note(entry("a.four", NOW));
        chain();
        assertWhole();
    }

    @Test
    void manyTrailsLetGoAtOnce() {
        var others = Stream.generate(UUID::randomUUID).limit(5).toList();
        var old = entry("a.one", Instant.parse("1970-01-01T00:00:00Z"));
        inUnit(() -> others.forEach(other -> trails().append(new Note(Set.of(other), old))));
        chain();

        keep(Duration.ofDays(365 * 50), NOW);

        assertThat(others).allSatisfy(other -> assertThat(trails().after(other, Filter.NONE, 0, 10, 10))
                .isEmpty());
    }

    @Test
    void aTrailThatIsAllTooOldGoesOnWhereItEnded() {
        note(entry("a.one", Instant.parse("1980-01-01T00:00:00Z")));
        chain();

        keep(Duration.ofDays(365 * 30), NOW);
        assertThat(all()).isEmpty();
        note(entry("a.two", NOW));
        chain();

        assertThat(all()).extracting(Link::number).containsExactly(2L);
        assertWhole();
    }

    @Test
    void whoeverWaitsForNotesIsTold() {
        var told = new AtomicInteger();
        trails().onNoted(told::incrementAndGet);

        inFailingUnit(() -> trails().append(new Note(Set.of(trail), full())));
        assertThat(told).hasValue(0);
        note(full());

        assertThat(told).hasValue(1);
    }
}
