package io.privicore.device.authenticator;

import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed.Result;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where a person finds the ballots that wait for a vote. */
public interface Desk {

    /** The ballots that wait, the one that closes first in front. */
    List<AuthenticatorBallot> open();

    /** How a ballot ended, if the engine has said so lately. */
    Optional<Result> result(UUID ballot);

    /** Votes; when it returns, the vote is on disk, and sent now or on the next connection. */
    Casting cast(UUID ballot, Opinion opinion) throws IOException;

    /** What became of an opinion. */
    enum Casting {
        CAST,
        /** There is a vote of this device on the ballot, which stays. */
        VOTED_BEFORE,
        /** The ballot takes no votes any more, or never came here. */
        OVER
    }
}
