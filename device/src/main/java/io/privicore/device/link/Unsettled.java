package io.privicore.device.link;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Which deliveries a connection owes an answer for. AMQP can acknowledge everything up to a tag at once; that saves many
 * frames, but is right only while nothing below that tag is unsettled.
 */
final class Unsettled {

    private final TreeMap<Long, Boolean> settledByTag = new TreeMap<>();

    synchronized void add(long tag) {
        settledByTag.put(tag, false);
    }

    /** Settles deliveries, and says how to tell the broker. */
    synchronized Acknowledgement settle(Collection<Long> tags) {
        for (var tag : tags) {
            settledByTag.replace(tag, true);
        }
        var upTo = OptionalLong.empty();
        while (!settledByTag.isEmpty() && settledByTag.firstEntry().getValue()) {
            upTo = OptionalLong.of(settledByTag.pollFirstEntry().getKey());
        }
        var single = new ArrayList<Long>();
        for (var tag : tags) {
            if (settledByTag.remove(tag, true)) {
                single.add(tag);
            }
        }
        return new Acknowledgement(upTo, single);
    }

    record Acknowledgement(OptionalLong upTo, List<Long> single) {}
}
