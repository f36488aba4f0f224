package io.privicore.application.sync;

import io.privicore.application.port.Stocks.Expected;
import io.privicore.domain.kernel.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which chunks of a version are to be sent.
 *
 * @param damaged whether the device holds any of them with other bytes, or holds it otherwise than it says
 */
record Parts(List<Integer> chunks, boolean damaged) {

    private static final int DIGEST = 32;

    static Parts all(Expected version) {
        return new Parts(
                IntStream.range(0, version.digests().length() / DIGEST).boxed().toList(), true);
    }

    /** What lacks of a version whose digest is wrong. */
    static Parts of(Expected version, Map<Integer, Bytes> held) {
        boolean damaged = false;
        var chunks = new ArrayList<Integer>();
        for (int chunk : all(version).chunks()) {
            var digest = held.get(chunk);
            if (digest == null) {
                chunks.add(chunk);
            } else if (!digest.equals(digest(version, chunk))) {
                chunks.add(chunk);
                damaged = true;
            }
        }
        // Where the chunks fit and their digest does not, what it says is no guide.
        return chunks.isEmpty() ? all(version) : new Parts(chunks, damaged);
    }

    private static Bytes digest(Expected version, int chunk) {
        return Bytes.wrap(Arrays.copyOfRange(version.digests().view(), chunk * DIGEST, (chunk + 1) * DIGEST));
    }
}
