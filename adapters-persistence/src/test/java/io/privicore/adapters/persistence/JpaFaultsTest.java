package io.privicore.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.privicore.application.port.Commands;
import io.privicore.application.port.PersistenceContract;
import io.privicore.application.port.PersistencePorts;
import io.privicore.application.port.UnitOfWork.Stale;
import io.privicore.application.query.CommandState;
import io.privicore.domain.kernel.Change;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PasswordHash;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a database that goes away, and others who want the same, do to units of work. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaFaultsTest extends PersistenceContract {

    private static final String END_OTHERS = """
            select pg_terminate_backend(pid) from pg_stat_activity
            where pid <> pg_backend_pid() and usename = current_user and backend_type = 'client backend'
                and datname = current_database()
            """;

    @Inject
    AgroalDataSource source;

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }

    @Test
    void aConnectionThatEndsWithinAUnitRefusesItAndTheNextUnitSucceeds() {
        var profile = aProfile();

        assertThatThrownBy(() -> inUnit(() -> {
                    ports().profiles().save(Change.none(profile));
                    endEveryConnection();
                    ports().profiles().get(profile.id());
                }))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.DATABASE_UNAVAILABLE));

        assertThat(eventually(() -> ports().profiles().find(profile.id()))).isEmpty();
        inUnit(() -> ports().profiles().save(Change.none(profile)));
        assertThat(ports().profiles().find(profile.id())).isPresent();
    }

    @Test
    void aConnectionThatEndsBeforeTheCommitRefusesTheUnit() {
        var profile = aProfile();

        assertThatThrownBy(() -> inUnit(() -> {
                    ports().profiles().save(Change.none(profile));
                    endEveryConnection();
                }))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(Reason.DATABASE_UNAVAILABLE));

        assertThat(eventually(() -> ports().profiles().find(profile.id()))).isEmpty();
    }

    @Test
    void connectionsThatEndedInThePoolAreReplaced() {
        endEveryConnection();

        assertThat(eventually(() -> ports().vitals().isUp() ? Optional.of(true) : Optional.<Boolean>empty()))
                .contains(true);
        assertThat(inUnit(() -> "fine")).isEqualTo("fine");
    }

    @Test
    void aFullPoolRefusesAUnit() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                taken.add(source.getConnection());
            }

            assertThatThrownBy(() -> inUnit(() -> ports().profiles().find(aProfileId())))
                    .isInstanceOfSatisfying(Refusal.class, refusal -> assertThat(refusal.reason())
                            .isEqualTo(Reason.DATABASE_UNAVAILABLE));
            assertThat(ports().vitals().isUp()).isFalse();
        } finally {
            for (var connection : taken) {
                connection.close();
            }
        }
        assertThat(ports().vitals().isUp()).isTrue();
    }

    @Test
    void ofTwoWhoChangeTheSameProfileOneIsStale() throws Exception {
        var profile = aSavedProfile();
        var bothHaveRead = new CyclicBarrier(2);

        var outcomes = together(() -> {
            try {
                inUnit(() -> {
                    var read = ports().profiles().get(profile.id());
                    meet(bothHaveRead);
                    ports().profiles().save(read.changePassword(new PasswordHash("$argon2id$5"), NOW.plusSeconds(1)));
                });
                return "saved";
            } catch (Stale _) {
                return "stale";
            }
        });

        assertThat(outcomes).containsExactlyInAnyOrder("saved", "stale");
        assertThat(ports().profiles().get(profile.id()).revision()).isEqualTo(2);
    }

    @Test
    void ofTwoWhoSettleACommandOneDoes() throws Exception {
        var id = aCommandId();
        inUnit(() -> ports().commands()
                .record(new Commands.Entry(
                        id, aProfileId(), "x", CommandState.STARTED, Optional.empty(), NOW, Optional.empty())));

        var outcomes = together(() -> inUnit(() -> ports().commands()
                .settle(id, CommandState.SUCCEEDED, Optional.of("result"), NOW)
                .isPresent()));

        assertThat(outcomes).containsExactlyInAnyOrder(true, false);
    }

    @Test
    void ofTwoDevicesThatReportAtOnceOneSeesTheOther() throws Exception {
        var owner = aProfileId();
        var ref = aPermanentToken(owner).placement().ref();
        var devices = List.of(aStorageDevice(owner).id(), aStorageDevice(owner).id());
        var bothAreIn = new CyclicBarrier(2);
        var turn = new AtomicInteger();

        var seen = together(() -> {
            var device = devices.get(turn.getAndIncrement());
            return inUnit(() -> {
                ports().devices().find(device);
                meet(bothAreIn);
                return ports().placements()
                        .held(device, List.of(ref), NOW)
                        .getFirst()
                        .devices()
                        .size();
            });
        });

        assertThat(seen).containsExactlyInAnyOrder(1, 2);
    }

    private void endEveryConnection() {
        try (var connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(END_OTHERS);
            // Its own last, which it does not live to answer.
            statement.execute("select pg_terminate_backend(pg_backend_pid())");
        } catch (SQLException _) {
            // As intended.
        }
    }

    /** The first answer that is no refusal: every connection that ended is noticed once. */
    private static <T> Optional<T> eventually(Supplier<Optional<T>> question) {
        for (int i = 0; i < 25; i++) {
            try {
                var answer = question.get();
                if (i > 0 || answer.isPresent()) {
                    return answer;
                }
            } catch (Refusal refusal) {
                assertThat(refusal.reason()).isEqualTo(Reason.DATABASE_UNAVAILABLE);
            }
        }
        throw new AssertionError("Expected the database to be back");
    }

    private static <T> List<T> together(Callable<T> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<T>();
            for (var future : executor.invokeAll(List.of(work, work))) {
                answers.add(future.get());
            }
            return answers;
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
