package io.privicore.bootstrap.demo;

/** How data goes out and comes back: small files within messages, large ones as streams. */
interface Way {

    /** Encrypts the file, hands it in, and answers the token for it. */
    String send() throws Exception;

    /** Shows what lies on the devices, once all of them hold it. */
    void showCopies() throws Exception;

    /** Brings the data back and compares it. */
    void retrieve(String token) throws Exception;
}
