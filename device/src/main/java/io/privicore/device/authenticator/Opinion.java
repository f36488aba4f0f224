package io.privicore.device.authenticator;

import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.VoteStatement;

/** What to vote, and why. */
public record Opinion(Choice choice, String reason) {

    /** Most characters of a reason. */
    public static final int LONGEST_REASON = VoteStatement.LONGEST_REASON;
}
