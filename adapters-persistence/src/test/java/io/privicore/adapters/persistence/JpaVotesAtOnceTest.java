package io.privicore.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.application.port.PersistenceContract;
import io.privicore.application.port.PersistencePorts;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.voting.Ballot;
import io.privicore.domain.voting.BallotId;
import io.privicore.domain.voting.Choice;
import io.privicore.domain.voting.Motion;
import io.privicore.domain.voting.Poll;
import io.privicore.domain.voting.PollId;
import io.privicore.domain.voting.PollState;
import io.privicore.domain.voting.Strategy;
import io.privicore.domain.voting.Vote;
import io.privicore.domain.voting.Voter;
import io.privicore.domain.voting.VotingConfiguration;
import io.privicore.domain.voting.VotingConfiguration.Terms;
import io.privicore.domain.voting.VotingConfigurationId;
import io.privicore.domain.voting.VotingRules;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of several that vote, or want a name, at the same time. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaVotesAtOnceTest extends PersistenceContract {

    private static final int VOTERS = 8;

    private final ProfileId owner = aProfileId();

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }

    @Test
    void everyVoteThatComesAtOnceIsCounted() throws Exception {
        var rules = new VotingRules(new Strategy.Unanimous(), VOTERS, Duration.ofSeconds(60), 1);
        var opened = aPoll(rules);
        inUnit(() -> ports().polls().save(opened));
        var allAreReady = new CyclicBarrier(VOTERS);

        together(opened.after().ballots().stream()
                .<Callable<Boolean>>map(ballot -> () -> {
                    allAreReady.await();
                    inUnit(() -> ports().polls().save(cast(ballot)));
                    return true;
                })
                .toList());

        var poll = ports().polls().get(owner, opened.after().id());
        assertThat(poll.state()).isEqualTo(PollState.APPROVED);
        assertThat(poll.tally().yes()).isEqualTo(VOTERS);
        assertThat(poll.revision()).isEqualTo(VOTERS + 1L);
    }

    @Test
    void ofSeveralThatWantANameOneGetsIt() throws Exception {
        var allAreReady = new CyclicBarrier(VOTERS);

        var outcomes = together(Stream.generate(() -> aConfiguration("board"))
                .limit(VOTERS)
                .<Callable<String>>map(change -> () -> {
                    allAreReady.await();
                    return outcome(change);
                })
                .toList());

        assertThat(outcomes).containsOnlyOnce("saved").contains("voting_configuration.name_taken");
        assertThat(ports().votingConfigurations().list(owner)).hasSize(1);
    }

    @Test
    void ofTwoThatAreRenamedAlikeOneIsSaved() throws Exception {
        var changes = Stream.of("one", "other")
                .map(name -> {
                    var registered = aConfiguration(name);
                    inUnit(() -> ports().votingConfigurations().save(registered));
                    return ports().votingConfigurations()
                            .get(owner, name)
                            .update(terms("board"), VotingRules.DEFAULT, 1);
                })
                .toList();
        var bothHaveSaved = new CyclicBarrier(2);

        var outcomes = together(changes.stream()
                .<Callable<String>>map(change -> () -> {
                    bothHaveSaved.await();
                    return outcome(change);
                })
                .toList());

        // Whoever does not see the other's new name yet is stale, and refused when it tries again.
        assertThat(outcomes).containsOnlyOnce("saved");
        assertThat(outcomes).allMatch(Set.of("saved", "stale", "voting_configuration.name_taken")::contains);
        assertThat(ports().votingConfigurations().list(owner)).hasSize(2);
    }

    private String outcome(Change<VotingConfiguration> change) {
        try {
            inUnit(() -> ports().votingConfigurations().save(change));
            return "saved";
        } catch (Stale _) {
            return "stale";
        } catch (Refusal refusal) {
            return refusal.reason().key();
        }
    }

    private Change<Poll> cast(Ballot ballot) {
        var poll = ports().polls().lockOf(List.of(ballot.id())).getFirst();
        var vote = new Vote(Choice.YES, "", Instant.EPOCH, Optional.empty());
        return poll.cast(ballot.id(), ballot.device(), vote, () -> new BallotId(UUID.randomUUID()), NOW);
    }

    private Change<Poll> aPoll(VotingRules rules) {
        var motion = new Motion(
                "Lunch", "Pizza?", Optional.empty(), Map.of(), Bytes.wrap(new byte[Motion.DIGEST]), Optional.empty());
        return Poll.open(
                new PollId(UUID.randomUUID()),
                owner,
                motion,
                rules,
                false,
                Optional.empty(),
                Stream.generate(() -> new Voter(aDeviceId(), owner))
                        .limit(VOTERS)
                        .toList(),
                () -> new BallotId(UUID.randomUUID()),
                NOW);
    }

    private Change<VotingConfiguration> aConfiguration(String name) {
        return VotingConfiguration.register(
                new VotingConfigurationId(UUID.randomUUID()), owner, terms(name), VotingRules.DEFAULT, 1, NOW);
    }

    private static Terms terms(String name) {
        return new Terms(
                new Name(name),
                new Strategy.Unanimous(),
                Duration.ofSeconds(60),
                Set.of(),
                Optional.empty(),
                Optional.empty());
    }

    private static <T> List<T> together(List<Callable<T>> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            for (var future : executor.invokeAll(work)) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
