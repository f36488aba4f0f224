package io.privicore.application.port;

import io.privicore.domain.access.TokenHash;
import java.util.UUID;

/** Mints what must not be guessed, and hashes it for keeping. */
public interface Tokens {

    /** A fresh opaque token of at least 256 random bits behind the kind's prefix. */
    String mint(Kind kind);

    /** A keyed hash of any text, under a key of the engine that the database does not hold. */
    TokenHash hash(String text);

    /** A random id. */
    UUID id();

    enum Kind {
        AUTHORIZATION("T-"),
        TEMPORARY("tmp-"),
        PERMANENT("dtk-"),
        STREAM("st-"),
        DOWNLOAD("dl-"),
        ENROLMENT("en-"),
        CLIENT_SECRET("cs-"),
        CLIENT_ID("client-"),
        CODE("code-"),
        ACCESS("T-oauth-"),
        REFRESH("R-oauth-"),
        PROVISIONING("scim-"),
        BROKER_PASSWORD("bp-"),
        PAIRING("qr-");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        public String prefix() {
            return prefix;
        }
    }
}
