package io.privicore.application.token;

import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** The places for streams on this node, files of users among them: each holds some memory. No profile takes more than its share of them. */
public final class StreamPlaces {

    private final Semaphore all;
    private final int share;
    private final Map<ProfileId, Integer> taken = new ConcurrentHashMap<>();

    /**
     * @param most how many streams at once
     * @param share how many of them of one profile
     */
    public StreamPlaces(int most, int share) {
        this.all = new Semaphore(most);
        this.share = share;
    }

    /** Refuses with {@code OVERLOADED} where all are taken. */
    public Place take() {
        if (!all.tryAcquire()) {
            throw new Refusal(Reason.OVERLOADED, "Expected a place for one more stream, but all are taken");
        }
        return new Place();
    }

    /** One stream's place. Whose it is is known once its token was looked at. For one thread at a time. */
    public final class Place implements AutoCloseable {

        private @Nullable ProfileId owner;
        private boolean open = true;

        private Place() {}

        /** The place counts as this profile's from now on, however often this is said. */
        public void giveTo(ProfileId profile) {
            if (owner != null) {
                return;
            }
            taken.merge(profile, 1, (before, one) -> {
                if (before >= share) {
                    throw new Refusal(
                            Reason.OVERLOADED,
                            "Expected fewer than %d streams of the profile on this node, but there are as many"
                                    .formatted(share));
                }
                return before + one;
            });
            owner = profile;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                if (owner != null) {
                    taken.computeIfPresent(owner, (_, before) -> before == 1 ? null : before - 1);
                }
                all.release();
            }
        }
    }
}
