package io.privicore.application;

import io.privicore.application.command.CommandId;
import io.privicore.domain.kernel.Bytes;
import java.util.Optional;

/**
 * Who asks, as far as the edge can tell before anything was checked.
 *
 * @param address where the request came from, for throttling and policies
 * @param idempotency under which key the caller wants a command to happen once
 * @param traceparent W3C trace context to hand on to events
 * @param permit the command under which votes were asked for the same call, where it needs them
 */
public record Caller(
        Credential credential,
        String address,
        Optional<Idempotency> idempotency,
        Optional<String> traceparent,
        Optional<CommandId> permit) {

    public static Caller anonymous(String address) {
        return new Caller(new Credential.None(), address, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Caller with(String token, String address) {
        return new Caller(new Credential.Token(token), address, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What the caller showed. It never prints itself. */
    public sealed interface Credential {

        record None() implements Credential {}

        /** An authorization token or an OAuth access token. */
        record Token(String value) implements Credential {
            @Override
            public String toString() {
                return "Token[…]";
            }
        }

        /** Name and password of HTTP Basic: an application or a device. */
        record Basic(String name, String password) implements Credential {
            @Override
            public String toString() {
                return "Basic[…]";
            }
        }
    }

    /**
     * A caller's word that two requests are one.
     *
     * @param key up to 128 characters
     * @param request what was asked for, in a form in which equal requests are equal bytes; it may hold secrets
     */
    public record Idempotency(String key, Bytes request) {

        public static final int MAX_KEY = 128;

        public Idempotency {
            if (key.isBlank() || key.length() > MAX_KEY) {
                throw new IllegalArgumentException(
                        "Expected an idempotency key of 1 to %d characters".formatted(MAX_KEY));
            }
        }
    }
}
