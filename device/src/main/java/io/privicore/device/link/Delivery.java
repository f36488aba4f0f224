package io.privicore.device.link;

/** A message as it came. The tag is the connection's own. */
@SuppressWarnings("ArrayRecordComponent") // two deliveries are never compared, and a body is never copied
public record Delivery(long tag, byte[] body) {}
