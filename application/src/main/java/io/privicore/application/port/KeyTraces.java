package io.privicore.application.port;

import java.util.Optional;

/** What the database knows of the key store that opens what is sealed in it. It betrays no key. */
public interface KeyTraces {

    /** The fingerprint of that key store; empty in a database that has seen none. */
    Optional<String> fingerprint();

    /** Notes the fingerprint, unless one was noted before, and answers the one that stands from now on. */
    String note(String fingerprint);

    /** Whether a data key is wrapped under a key-encryption key of a higher number. */
    boolean wrappedBeyond(int keyVersion);
}
