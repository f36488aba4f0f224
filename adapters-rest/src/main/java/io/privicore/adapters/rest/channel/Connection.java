package io.privicore.adapters.rest.channel;

/** One client's end of a channel. Calls never wait and keep their order. */
interface Connection {

    /** Sends, or disconnects a client for whom too much is waiting already. */
    void send(String text);

    /** Sends what had been kept: it does not count as waiting, for the client had no chance yet to read it. */
    void sendKept(String text);
}
