package io.privicore.device.authenticator;

import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.VoteStatement;

/**
 * What to vote, and why.
 *
 * @param reason without spaces around it
 */
public record Opinion(Choice choice, String reason) {

    /** Most characters of a reason. */
    public static final int LONGEST_REASON = VoteStatement.LONGEST_REASON;

    public Opinion {
        reason = reason.strip();
    }
}
