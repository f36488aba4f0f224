package io.privicore.device.authenticator;

import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import java.util.Optional;

/** Who decides what this device votes. */
@FunctionalInterface
public interface Voter {

    /** Leaves every ballot to whoever sits at the {@link Desk}. */
    Voter PERSON = _ -> Optional.empty();

    /** Asked again every few seconds for as long as the ballot is open and there is no opinion on it. */
    Optional<Opinion> opinionOn(AuthenticatorBallot ballot);
}
