package io.privicore.domain.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.domain.audit.ChainCheck.Finding;
import io.privicore.domain.audit.ChainCheck.Finding.Broken;
import io.privicore.domain.audit.ChainCheck.Finding.Whole;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class AChainTest {

    private static final int ROUNDS = 300;
    private static final UUID TRAIL = new UUID(7, 7);

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    AChainTest() {
        System.out.println("seed " + seed);
    }

    @Test
    void isWholeAsItWasMade() {
        for (int round = 0; round < ROUNDS; round++) {
            var chain = chain();

            assertThat(check(chain.links(), chain.end().cut())
                            .finding(chain.end().head()))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(new Whole(chain.end().head()));
        }
    }

    @Test
    void isWholeFromWhereItWasCut() {
        for (int round = 0; round < ROUNDS; round++) {
            var chain = chain();
            int cut = random.nextInt(chain.links().size());
            var kept = chain.links().subList(cut + 1, chain.links().size());
            var end = chain.end().cutAt(chain.links().get(cut).mark());

            assertThat(check(kept, end.cut()).finding(end.head()))
                    .as("seed %d, round %d", seed, round)
                    .isInstanceOf(Whole.class);
        }
    }

    @Test
    void isBrokenWhereAnEntryWasChanged() {
        for (int round = 0; round < ROUNDS; round++) {
            var chain = chain();
            int at = random.nextInt(chain.links().size());
            var link = chain.links().get(at);
            var changed = new ArrayList<>(chain.links());
            var entry =
                    link.entry().ended(link.entry().outcome(), Optional.of("other"), Map.of("x", "y"), Instant.EPOCH);
            changed.set(at, new Link(TRAIL, link.number(), link.previous(), entry, link.hash()));

            assertBrokenAt(at + 1, check(changed, Mark.START).finding(), round);
        }
    }

    @Test
    void isBrokenAfterAnEntryThatWasWrittenAnewWithItsHash() {
        for (int round = 0; round < ROUNDS; round++) {
            var chain = chain();
            int at = random.nextInt(chain.links().size());
            var before = at == 0 ? Mark.START : chain.links().get(at - 1).mark();
            var forged = new ArrayList<>(chain.links());
            forged.set(at, new Checkpoint(TRAIL, Mark.START, before).append(entry()));

            boolean last = at == chain.links().size() - 1;
            assertBrokenAt(
                    last ? at + 1 : at + 2,
                    check(forged, Mark.START).finding(chain.end().head()),
                    round);
        }
    }

    @Test
    void isBrokenWhereAnEntryIsMissing() {
        for (int round = 0; round < ROUNDS; round++) {
            var chain = chain();
            int at = random.nextInt(chain.links().size());
            var fewer = new ArrayList<>(chain.links());
            fewer.remove(at);

            assertBrokenAt(at + 1, check(fewer, Mark.START).finding(chain.end().head()), round);
        }
    }

    @Test
    void isBrokenWhereTwoWereSwapped() {
        for (int round = 0; round < ROUNDS; round++) {
            var chain = chain();
            int one = random.nextInt(chain.links().size() - 1);
            int other = one + 1 + random.nextInt(chain.links().size() - one - 1);
            var swapped = new ArrayList<>(chain.links());
            Collections.swap(swapped, one, other);

            assertBrokenAt(one + 1, check(swapped, Mark.START).finding(), round);
        }
    }

    @Test
    void showsAMissingEndOnlyByItsHead() {
        var chain = chain();
        var shorter = chain.links().subList(0, chain.links().size() - 1);

        assertThat(check(shorter, Mark.START).finding()).isInstanceOf(Whole.class);
        assertBrokenAt(
                chain.links().size(),
                check(shorter, Mark.START).finding(chain.end().head()),
                0);
    }

    @Test
    void isBrokenWhereAnEntryOfAnotherTrailStands() {
        var foreign = Checkpoint.empty(new UUID(8, 8)).append(entry());

        assertBrokenAt(1, check(List.of(foreign), Mark.START).finding(), 0);
    }

    @Test
    void hasTheHashesThatAnybodyComputes() {
        var entry = new AuditEntry(
                Instant.parse("2026-02-21T15:33:44.987Z"),
                "device.approve",
                AuditOutcome.REJECTED,
                Optional.of("device.not_pending"),
                Optional.of(new ProfileId(TRAIL)),
                Optional.empty(),
                Optional.of(new DeviceId(new UUID(1, 2))),
                Optional.of("192.0.2.7"),
                Optional.empty(),
                new TreeMap<>(Map.of("policy", "Zoë's \"best\"")));
        var link = Checkpoint.empty(TRAIL).append(entry);

        assertThat(link.line())
                .isEqualTo("{\"about\":{\"policy\":\"Zoë's \\\"best\\\"\"},\"address\":\"192.0.2.7\","
                        + "\"at\":\"2026-02-21T15:33:44.987Z\",\"device\":\"00000000-0000-0001-0000-000000000002\","
                        + "\"hash\":\"b95e2a1b5b11cf3a7f8133f5242144e84b80bedd247e5665844df942ef4c7f6d\",\"number\":1,"
                        + "\"operation\":\"device.approve\",\"outcome\":\"rejected\",\"previous\":\"" + "0".repeat(64)
                        + "\",\"profile\":\"00000000-0000-0007-0000-000000000007\",\"reason\":\"device.not_pending\","
                        + "\"trail\":\"00000000-0000-0007-0000-000000000007\"}");
    }

    private void assertBrokenAt(long number, Finding finding, int round) {
        assertThat(finding)
                .as("seed %d, round %d", seed, round)
                .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.number())
                        .as("seed %d, round %d: %s", seed, round, broken.why())
                        .isEqualTo(number));
    }

    private static ChainCheck check(List<Link> links, Mark from) {
        var check = new ChainCheck(TRAIL, from);
        links.forEach(link -> check.next(link.evidence()));
        return check;
    }

    private Chain chain() {
        var end = Checkpoint.empty(TRAIL);
        List<Link> links = new ArrayList<>();
        for (int i = 2 + random.nextInt(20); i > 0; i--) {
            var link = end.append(entry());
            links.add(link);
            end = end.reaching(link);
        }
        return new Chain(links, end);
    }

    private AuditEntry entry() {
        return new AuditEntry(
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                text(),
                AuditOutcome.values()[random.nextInt(AuditOutcome.values().length)],
                Optional.of(text()).filter(_ -> random.nextBoolean()),
                Optional.of(new ProfileId(new UUID(random.nextLong(), random.nextLong()))),
                Optional.of(text()).filter(_ -> random.nextBoolean()),
                Optional.empty(),
                Optional.of(text()).filter(_ -> random.nextBoolean()),
                Optional.of(new UUID(random.nextLong(), random.nextLong())).filter(_ -> random.nextBoolean()),
                new TreeMap<>(Map.of(text() + "1", text(), text() + "2", text())));
    }

    private String text() {
        return random.ints(random.nextInt(8), 0x20, 0x2FFF)
                .filter(Character::isDefined)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private record Chain(List<Link> links, Checkpoint end) {

        Chain {
            links = List.copyOf(links);
        }
    }

    @Test
    void neverHoldsWhatCannotBeKept() {
        var entry = new AuditEntry(
                Instant.EPOCH.plusNanos(1_234_567),
                "policy.delete",
                AuditOutcome.SUCCEEDED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("10.0.0.1\n"),
                Optional.empty(),
                new TreeMap<>(Map.of("policy", "a\u0000b\uD800" + "c".repeat(1000))));

        assertThat(entry.at()).isEqualTo(Instant.EPOCH.plusNanos(1_234_000));
        assertThat(entry.address()).contains("10.0.0.1\uFFFD");
        assertThat(entry.about().get("policy")).isEqualTo("a\uFFFDb\uFFFD" + "c".repeat(196));
    }

    @Test
    void startsFromNothing() {
        assertThat(Mark.START.hash()).isEqualTo(Bytes.wrap(new byte[32]));
        assertThat(check(List.of(), Mark.START).finding()).isEqualTo(new Whole(Mark.START));
    }
}
