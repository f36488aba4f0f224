package io.privicore.domain.directory;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What somebody is in a directory. Which rights a role has stands here and nowhere else. */
public enum Role {
    /** Whoever registered the directory; there is exactly one. */
    OWNER(Right.BELONG, Right.INSPECT, Right.ADMINISTER, Right.OWN),
    ADMINISTRATOR(Right.BELONG, Right.INSPECT, Right.ADMINISTER),
    /** Sees everything and changes nothing. */
    AUDITOR(Right.BELONG, Right.INSPECT),
    MEMBER(Right.BELONG);

    private final Set<Right> rights;

    Role(Right... rights) {
        this.rights = EnumSet.of(Right.NONE, rights);
    }

    public boolean has(Right right) {
        return rights.contains(right);
    }

    /**
     * Whether somebody in this role may give another this role, or act on somebody who has it: administrators act on
     * members and auditors, the owner on everybody but the owner.
     */
    public boolean governs(Role other) {
        return switch (this) {
            case OWNER -> other != OWNER;
            case ADMINISTRATOR -> other == AUDITOR || other == MEMBER;
            case AUDITOR, MEMBER -> false;
        };
    }

    /** As it stands on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
