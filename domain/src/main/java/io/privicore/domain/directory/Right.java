package io.privicore.domain.directory;

/** What an operation on a directory asks of whoever calls it; every operation declares one. */
public enum Right {
    /** Nothing: the operation is not about one directory. */
    NONE,
    /** To be in it, in whatever role. */
    BELONG,
    /** To see everybody and everything in it. */
    INSPECT,
    /** To change who and what is in it. */
    ADMINISTER,
    /** To be its owner. */
    OWN
}
