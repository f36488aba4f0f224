package io.privicore.application.sync;

import io.privicore.application.port.Inventories.Item;
import io.privicore.application.port.Stocks.Expected;
import io.privicore.domain.token.StorageRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a device says it holds beside what it should hold.
 *
 * @param missing what it does not hold at all
 * @param wrong what it holds in part or with other bytes
 * @param claimed what it holds rightly by its own word, and was not known to hold
 * @param unexpected what it holds and is not expected: an orphan, or on its way
 */
record Comparison(List<Expected> missing, List<Wrong> wrong, List<Expected> claimed, List<StorageRef> unexpected) {

    /** @param held how many of the version's chunks it says it holds */
    record Wrong(Expected expected, int held) {}

    static Comparison of(List<Expected> expected, List<Item> items) {
        Map<StorageRef, Item> held = new HashMap<>();
        Map<StorageRef, Expected> versions = new LinkedHashMap<>();
        expected.forEach(version -> versions.put(version.ref(), version));
        var unexpected = new ArrayList<StorageRef>();
        for (var item : items) {
            var version = versions.get(item.ref());
            if (version == null) {
                unexpected.add(item.ref());
            } else if (version.version() == item.version()) {
                held.put(item.ref(), item);
            }
        }
        var missing = new ArrayList<Expected>();
        var wrong = new ArrayList<Wrong>();
        var claimed = new ArrayList<Expected>();
        for (var version : versions.values()) {
            var item = held.get(version.ref());
            if (item == null || item.chunks() == 0) {
                missing.add(version);
            } else if (!item.digest().equals(ExpectedDigests.ofVersion(version.digests()))) {
                wrong.add(new Wrong(version, item.chunks()));
            } else if (!version.noted()) {
                claimed.add(version);
            }
        }
        return new Comparison(missing, wrong, claimed, unexpected);
    }
}
