package io.privicore.domain.voting;

import java.util.Locale;

/** What a voter says. An abstention counts towards the quorum and towards nothing else. */
public enum Choice {
    YES,
    NO,
    ABSTAIN;

    /** As it stands on the wire: {@code yes}, {@code no}, {@code abstain}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
