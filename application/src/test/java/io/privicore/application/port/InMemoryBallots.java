package io.privicore.application.port;

import io.privicore.application.device.DeviceReports;
import io.privicore.application.device.DeviceReports.DeviceVote;
import io.privicore.application.port.DeviceLinks.BallotEnd;
import io.privicore.application.port.DeviceLinks.BallotPaper;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceKeys;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What devices in memory were asked, and what they say to it. */
public final class InMemoryBallots {

    private final InstantSource clock;
    private final Map<DeviceId, DeviceKeys> keys = new ConcurrentHashMap<>();
    private final Map<DeviceId, List<BallotPaper>> papers = new ConcurrentHashMap<>();
    private final Map<DeviceId, List<Closed>> closings = new ConcurrentHashMap<>();
    private final Map<DeviceId, Prompt> prompt = new ConcurrentHashMap<>();

    InMemoryBallots(InstantSource clock) {
        this.clock = clock;
    }

    /** A ballot that the device was told it can no longer cast, and why. */
    public record Closed(BallotId ballot, BallotEnd end) {}

    private record Prompt(Choice choice, DeviceReports reports) {}

    /** Every paper that came, one that was sent again twice. */
    public List<BallotPaper> papersOf(DeviceId device) {
        return List.copyOf(papers.getOrDefault(device, List.of()));
    }

    public List<Closed> closingsOf(DeviceId device) {
        return List.copyOf(closings.getOrDefault(device, List.of()));
    }

    /** The papers of the device that it was not told are closed, the same one once. */
    public List<BallotPaper> openOf(DeviceId device) {
        var closed = closingsOf(device).stream().map(Closed::ballot).toList();
        return papersOf(device).stream()
                .distinct()
                .filter(paper -> !closed.contains(paper.ballot()))
                .toList();
    }

    /** Lets the device cast the last ballot that it has got. */
    public void vote(DeviceId device, Choice choice, DeviceReports reports) {
        var all = papersOf(device);
        if (all.isEmpty()) {
            throw new AssertionError("Expected a ballot for %s, but there is none".formatted(device));
        }
        vote(device, all.getLast(), choice, reports);
    }

    public void vote(DeviceId device, BallotPaper paper, Choice choice, DeviceReports reports) {
        var castAt = clock.instant();
        var reason = "";
        var signature = PlainVoteSignatures.sign(
                keyOf(device), device, paper.ballot(), paper.motion().digest(), choice, reason, castAt);
        reports.voted(List.of(new DeviceVote(device, paper.ballot(), choice, reason, castAt, signature)));
    }

    /** Lets the device answer every ballot as soon as it comes. */
    public void voteAtOnce(DeviceId device, Choice choice, DeviceReports reports) {
        prompt.put(device, new Prompt(choice, reports));
    }

    void deliver(Device device, BallotPaper paper) {
        device.keys().ifPresent(known -> keys.put(device.id(), known));
        papers.computeIfAbsent(device.id(), _ -> new CopyOnWriteArrayList<>()).add(paper);
        Optional.ofNullable(prompt.get(device.id()))
                .ifPresent(answer -> vote(device.id(), paper, answer.choice(), answer.reports()));
    }

    void close(Device device, BallotId ballot, BallotEnd end) {
        closings.computeIfAbsent(device.id(), _ -> new CopyOnWriteArrayList<>()).add(new Closed(ballot, end));
    }

    private Bytes keyOf(DeviceId device) {
        return Optional.ofNullable(keys.get(device))
                .map(DeviceKeys::signing)
                .orElseThrow(() -> new AssertionError("Expected %s to have keys, but it has none".formatted(device)));
    }
}
