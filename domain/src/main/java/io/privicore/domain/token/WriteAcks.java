package io.privicore.domain.token;

import java.util.Locale;

/** How many of the registered storage devices must hold a version durably before its write is complete. */
public sealed interface WriteAcks {

    /** How many of so many registered devices are enough; always one at least. */
    int of(int registered);

    /** Whether {@code held} devices out of {@code registered} are enough. */
    default boolean metBy(int held, int registered) {
        return held >= of(registered);
    }

    /** At least so many, or all where there are fewer. */
    record AtLeast(int devices) implements WriteAcks {

        public AtLeast {
            if (devices < 1) {
                throw new IllegalArgumentException("Expected at least 1 acknowledgement, but got " + devices);
            }
        }

        @Override
        public int of(int registered) {
            return Math.max(1, Math.min(devices, registered));
        }
    }

    /** More than half. */
    record Majority() implements WriteAcks {

        @Override
        public int of(int registered) {
            return registered / 2 + 1;
        }
    }

    /** Every one. */
    record All() implements WriteAcks {

        @Override
        public int of(int registered) {
            return Math.max(1, registered);
        }
    }

    /** Reads the setting: {@code majority}, {@code all} or a number from 1. */
    static WriteAcks parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "majority" -> new Majority();
            case "all" -> new All();
            case String number -> new AtLeast(Integer.parseInt(number));
        };
    }
}
