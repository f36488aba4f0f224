package io.privicore.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.privicore.protocol.Bytes;
import io.privicore.protocol.message.Inventory.HeldChunk;
import io.privicore.protocol.message.Inventory.Item;
import io.privicore.protocol.message.Inventory.Scope;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class InventoryTest {

    private final Digest digest = Digest.sha256(Bytes.wrap(new byte[] {1}));

    @Test
    void sortsReferencesByTheirBytes() {
        var sorted = Stream.of(
                        "80000000-0000-0000-0000-000000000000",
                        "7fffffff-0000-0000-8000-000000000000",
                        "7fffffff-0000-0000-7000-000000000000")
                .map(ref -> new Item(UUID.fromString(ref), 1, 1, digest))
                .sorted(Item.ORDER)
                .map(item -> item.ref().toString())
                .toList();

        assertThat(sorted).isSortedAccordingTo(Comparator.naturalOrder());
    }

    @Test
    void sortsVersionsOfAReference() {
        var ref = new UUID(1, 2);

        assertThat(Item.ORDER.compare(new Item(ref, 2, 1, digest), new Item(ref, 10, 1, digest)))
                .isNegative();
    }

    @Test
    void putsAReferenceIntoTheBucketOfItsLastByte() {
        assertThat(Inventory.bucketOf(UUID.fromString("00000000-0000-7000-8000-0000000000ff")))
                .isEqualTo(255);
    }

    @Test
    void digestsWhatTheFormatSays() {
        var chunk = HeldChunk.of(2, Bytes.wrap(Digest.sha256(Bytes.empty()).toBytes()));

        assertThat(Inventory.ofChunks(List.of(chunk)))
                .isEqualTo(Digest.sha256(Bytes.wrap(HexFormat.of()
                        .parseHex("00000002e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))));
        assertThat(Inventory.ofItems(List.of())).isEqualTo(Digest.sha256(Bytes.empty()));
    }

    @Test
    void tellsItemsApartByEverythingTheyHave() {
        var item = new Item(new UUID(1, 2), 3, 4, digest);

        assertThat(Stream.of(
                                item,
                                new Item(new UUID(9, 2), 3, 4, digest),
                                new Item(new UUID(1, 2), 9, 4, digest),
                                new Item(new UUID(1, 2), 3, 9, digest),
                                new Item(new UUID(1, 2), 3, 4, Digest.sha256(Bytes.empty())))
                        .map(one -> Inventory.ofItems(List.of(one))))
                .doesNotHaveDuplicates();
    }

    @Test
    void knowsNoOtherBuckets() {
        assertThatThrownBy(() -> new Scope.Buckets(0, 256)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Scope.Items(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
