package io.privicore.application.port;

import io.privicore.domain.profile.PasswordHash;
import java.util.concurrent.atomic.AtomicInteger;

/** Hashes that cost nothing and hide nothing. It counts, so a test can see that a decoy was checked. */
public final class PlainPasswordHashes implements PasswordHashes {

    private final AtomicInteger salts = new AtomicInteger();
    private final AtomicInteger checks = new AtomicInteger();
    private final int parameters;

    public PlainPasswordHashes() {
        this(1);
    }

    /** @param parameters hashes made under another number are outdated */
    public PlainPasswordHashes(int parameters) {
        this.parameters = parameters;
    }

    @Override
    public PasswordHash hash(String password) {
        return new PasswordHash("$plain$%d$%d$%s".formatted(parameters, salts.incrementAndGet(), password));
    }

    @Override
    public boolean matches(String password, PasswordHash hash) {
        checks.incrementAndGet();
        String[] parts = hash.phc().split("\\$", 5);
        return parts.length == 5 && parts[4].equals(password);
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
        return !hash.phc().startsWith("$plain$" + parameters + "$") && !hash.equals(decoy());
    }

    @Override
    public PasswordHash decoy() {
        return new PasswordHash("$decoy");
    }

    /** How many passwords were checked, decoys included. */
    public int checks() {
        return checks.get();
    }
}
