package io.privicore.application.port;

import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Synchronisations that are wanted or under way, at most one a device. What is asked for while one runs is done by
 * another one after it: whoever asked may have seen what the one under way has passed already.
 */
public interface DeviceSyncs {

    /** Most commands that wait for one device. */
    int MOST_COMMANDS = 64;

    /** Asks for one. */
    Answer request(ProfileId owner, DeviceId device, boolean deep, Optional<CommandId> command, Instant at);

    /** Asks for another one after the one that runs, if one does. */
    void repeat(DeviceId device);

    /** Begins what was asked for, or goes on with it; whoever was at it before is so no longer. */
    Optional<Sync> begin(DeviceId device, UUID run, Instant at);

    /** Whether this is the run that is under way. */
    boolean holds(DeviceId device, UUID run);

    /** Keeps how far a run has come; false when another took it over or it is done. */
    boolean advance(DeviceId device, UUID run, int next, Figures figures, Instant at);

    /** Leaves the rest of a run for later. */
    void pause(DeviceId device, UUID run);

    /** Ends a run; answers what comes after it, or nothing when another took it over or it is done. */
    Optional<Next> finish(DeviceId device, UUID run, Instant at);

    /** What became of a request. */
    enum Answer {
        /** It waits to begin. */
        WAITS,
        /** One is under way, and another follows. */
        FOLLOWS,
        /** Too many wait. */
        TOO_MANY
    }

    /** What comes after a run that ended. */
    enum Next {
        NOTHING,
        /** Another one, for commands that wait. */
        COMMANDED,
        /** Another one that no command waits for. */
        AUTOMATIC
    }

    /**
     * @param commands those that wait for its end
     * @param fresh whether it was not begun before
     * @param next the first bucket that was not read deeply yet
     * @param advancedAt when it was asked for or last came on
     */
    record Sync(
            ProfileId owner,
            DeviceId device,
            boolean deep,
            List<CommandId> commands,
            boolean fresh,
            int next,
            Figures figures,
            Instant advancedAt) {

        public Sync {
            commands = List.copyOf(commands);
        }
    }

    /**
     * What a synchronisation found and did. What was found missing or corrupt was repaired or is unrepairable.
     *
     * @param checked versions the device should hold
     * @param orphans versions it held and should not
     * @param bytes sent to it
     */
    record Figures(
            long checked, long missing, long corrupt, long repaired, long orphans, long unrepairable, long bytes) {

        public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0);

        public Figures plus(Figures more) {
            return new Figures(
                    checked + more.checked,
                    missing + more.missing,
                    corrupt + more.corrupt,
                    repaired + more.repaired,
                    orphans + more.orphans,
                    unrepairable + more.unrepairable,
                    bytes + more.bytes);
        }
    }
}
