package io.privicore.adapters.crypto.password;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What a hash by Argon2id costs.
 *
 * @param memory in KiB
 */
public record Argon2id(int memory, int iterations, int lanes) {

    static final int SALT = 16;
    static final int TAG = 32;

    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

    public Argon2id {
        if (lanes < 1 || lanes > 16 || iterations < 1 || iterations > 100 || memory < 8 * lanes || memory > 1 << 20) {
            throw new IllegalArgumentException(
                    "Expected Argon2id with 1–16 lanes, 1–100 iterations and 8 KiB a lane to 1 GiB, but got %d, %d and %d KiB"
                            .formatted(lanes, iterations, memory));
        }
    }

    byte[] tag(byte[] password, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(iterations)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] tag = new byte[length];
        generator.generateBytes(password, tag);
        return tag;
    }

    /** A hash in PHC text form, which says how it was made. */
    record Hash(Argon2id cost, byte[] salt, byte[] tag) {

        String format() {
            Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
            return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                    .formatted(
                            cost.memory(),
                            cost.iterations(),
                            cost.lanes(),
                            base64.encodeToString(salt),
                            base64.encodeToString(tag));
        }

        /** Empty when the text is no such hash, or one that would cost beyond all measure. */
        static Optional<Hash> parse(String text) {
            Matcher matcher = PHC.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Hash(
                        new Argon2id(
                                Integer.parseInt(matcher.group(1)),
                                Integer.parseInt(matcher.group(2)),
                                Integer.parseInt(matcher.group(3))),
                        Base64.getDecoder().decode(matcher.group(4)),
                        Base64.getDecoder().decode(matcher.group(5))));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Hash hash
                    && cost.equals(hash.cost)
                    && Arrays.equals(salt, hash.salt)
                    && Arrays.equals(tag, hash.tag);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(salt);
        }

        @Override
        public String toString() {
            return "Hash[…]";
        }
    }
}
