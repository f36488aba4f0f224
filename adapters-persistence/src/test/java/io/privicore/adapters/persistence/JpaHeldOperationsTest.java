package io.privicore.adapters.persistence;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.agroal.api.AgroalDataSource;
import io.privicore.application.command.CommandId;
import io.privicore.application.port.HeldOperations.Held;
import io.privicore.application.port.HeldOperationsContract;
import io.privicore.application.port.PersistencePorts;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.ProfileId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class JpaHeldOperationsTest extends HeldOperationsContract {

    @Inject
    AgroalDataSource source;

    @Override
    protected PersistencePorts ports() {
        return new JpaPorts();
    }

    /** What somebody who can write to the database must not be able to do. */
    @Test
    void whatVotesAgreeToIsNotPutUnderAnotherCommand() throws SQLException {
        var harmless = anOperation(aProfileId(), "device.approve");
        var wanted = anOperation(harmless.profile(), "device.approve");
        hold(harmless);
        hold(wanted);

        change(
                "update held_operation h set payload = o.payload from held_operation o"
                        + " where h.command_id = ?::uuid and o.command_id = ?::uuid",
                harmless.command().toString(),
                wanted.command().toString());

        assertNotOpened(harmless.command());
    }

    @Test
    void whatVotesAgreeToIsNotMadeAnotherOperationOrSomebodyElses() throws SQLException {
        var renamed = anOperation(aProfileId(), "device.approve");
        var moved = anOperation(aProfileId(), "device.approve");
        hold(renamed);
        hold(moved);

        change(
                "update held_operation set operation = ? where command_id = ?::uuid",
                "device.remove",
                renamed.command().toString());
        change(
                "update held_operation set profile_id = ?::uuid where command_id = ?::uuid",
                aProfileId().toString(),
                moved.command().toString());

        assertNotOpened(renamed.command());
        assertNotOpened(moved.command());
    }

    private void assertNotOpened(CommandId command) {
        assertThatIllegalStateException()
                .isThrownBy(() -> ports().heldOperations().find(command));
    }

    private void hold(Held held) {
        inUnit(() -> ports().heldOperations().hold(held));
    }

    private void change(String statement, String... arguments) throws SQLException {
        try (var connection = source.getConnection();
                var prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < arguments.length; i++) {
                prepared.setString(i + 1, arguments[i]);
            }
            if (prepared.executeUpdate() != 1) {
                throw new AssertionError("Expected to change one row");
            }
        }
    }

    private static Held anOperation(ProfileId profile, String operation) {
        return new Held(
                aCommandId(),
                profile,
                operation,
                false,
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                Set.of(),
                Bytes.wrap(new byte[] {1}),
                NOW,
                1,
                Optional.empty(),
                Optional.empty());
    }
}
