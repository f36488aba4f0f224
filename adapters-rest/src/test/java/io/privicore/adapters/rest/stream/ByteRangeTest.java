package io.privicore.adapters.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.privicore.adapters.rest.stream.ByteRange.Extent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ByteRangeTest {

    @Test
    void saysWhichBytesAreMeant() {
        assertThat(of("bytes=0-0", 10)).contains(new Extent(0, 1));
        assertThat(of("bytes=3-5", 10)).contains(new Extent(3, 3));
        assertThat(of("bytes=3-", 10)).contains(new Extent(3, 7));
        assertThat(of("bytes=3-900", 10)).contains(new Extent(3, 7));
        assertThat(of("bytes=-4", 10)).contains(new Extent(6, 4));
        assertThat(of("bytes=-40", 10)).contains(new Extent(0, 10));
    }

    @Test
    void meansNothingOutsideOfTheData() {
        for (var header : List.of("bytes=10-", "bytes=10-11", "bytes=-0", "bytes=999999999999999999-")) {
            assertThat(of(header, 10)).as(header).isEmpty();
        }
        assertThat(of("bytes=0-", 0)).isEmpty();
        assertThat(of("bytes=-1", 0)).isEmpty();
    }

    @Test
    void whatIsNotOneRangeIsPassedOver() {
        for (var header : List.of("", "bytes=", "bytes=-", "bytes=5-3", "bytes=0-1,3-4", "items=0-1", "bytes=a-b")) {
            assertThat(ByteRange.parse(header)).as(header).isEmpty();
        }
        assertThat(ByteRange.parse(null)).isEmpty();
        assertThat(ByteRange.parse("bytes=99999999999999999999-")).isEmpty();
    }

    private static Optional<Extent> of(String header, long size) {
        return ByteRange.parse(header).orElseThrow().of(size);
    }
}
