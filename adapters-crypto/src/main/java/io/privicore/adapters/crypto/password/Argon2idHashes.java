package io.privicore.adapters.crypto.password;

import io.privicore.adapters.crypto.password.Argon2id.Hash;
import io.privicore.application.port.PasswordHashes;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.profile.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Hashes by Argon2id, a few at a time, on threads of their own: on virtual threads they would keep the carriers from
 * everything else for tens of milliseconds. Who waits too long for a turn is refused.
 */
public final class Argon2idHashes implements PasswordHashes, AutoCloseable {

    private final Argon2id cost;
    private final Duration patience;
    private final Semaphore turns;
    private final ExecutorService threads;
    private final SecureRandom random = new SecureRandom();
    private final PasswordHash decoy;

    /** @param atOnce how many are computed at the same time; each takes the memory of its cost */
    public Argon2idHashes(Argon2id cost, int atOnce, Duration patience) {
        this.cost = cost;
        this.patience = patience;
        this.turns = new Semaphore(atOnce, true);
        this.threads = Executors.newFixedThreadPool(
                atOnce, Thread.ofPlatform().name("argon2id-", 0).daemon().factory());
        // A random tag is the hash of no password that anybody could find, and needs no hashing to be made.
        this.decoy = new PasswordHash(new Hash(cost, bytes(Argon2id.SALT), bytes(Argon2id.TAG)).format());
    }

    @Override
    public PasswordHash hash(String password) {
        byte[] salt = bytes(Argon2id.SALT);
        byte[] tag = compute(cost, password, salt, Argon2id.TAG);
        return new PasswordHash(new Hash(cost, salt, tag).format());
    }

    @Override
    public boolean matches(String password, PasswordHash hash) {
        Optional<Hash> read = Hash.parse(hash.phc());
        if (read.isEmpty()) {
            return false;
        }
        Hash kept = read.get();
        byte[] tag = compute(kept.cost(), password, kept.salt(), kept.tag().length);
        return MessageDigest.isEqual(tag, kept.tag());
    }

    @Override
    public boolean isOutdated(PasswordHash hash) {
        return Hash.parse(hash.phc())
                .filter(kept -> kept.cost().equals(cost)
                        && kept.salt().length == Argon2id.SALT
                        && kept.tag().length == Argon2id.TAG)
                .isEmpty();
    }

    @Override
    public PasswordHash decoy() {
        return decoy;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private byte[] compute(Argon2id cost, String password, byte[] salt, int length) {
        awaitTurn();
        // However a keyboard composes its accents, the password is the same.
        byte[] secret = Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
        try {
            return threads.submit(() -> cost.tag(secret, salt, length)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw overloaded();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected Argon2id to hash a password", e.getCause());
        } finally {
            Arrays.fill(secret, (byte) 0);
            turns.release();
        }
    }

    private void awaitTurn() {
        try {
            if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw overloaded();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw overloaded();
        }
    }

    private static Refusal overloaded() {
        return new Refusal(Reason.OVERLOADED, "Expected to check a password soon, but too many others wait");
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
