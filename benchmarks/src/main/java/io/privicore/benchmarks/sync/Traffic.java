package io.privicore.benchmarks.sync;

import io.privicore.benchmarks.platform.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one node and its devices said to each other since the node started, by the node's own count. */
record Traffic(long messagesSent, long bytesSent, long messagesReceived, long bytesReceived) {

    private static final Pattern COUNT = Pattern.compile(
            "^privicore_device_(messages|bytes)_total\\{direction=\"(sent|received)\",?\\} (\\S+)$", Pattern.MULTILINE);

    static Traffic of(Wire wire) throws IOException {
        return read(new String(wire.get("/q/metrics").expect(200).body(), StandardCharsets.UTF_8));
    }

    /** @param metrics Prometheus text */
    static Traffic read(String metrics) {
        long[] counts = new long[4];
        Matcher matcher = COUNT.matcher(metrics);
        while (matcher.find()) {
            int place = (matcher.group(1).equals("bytes") ? 1 : 0)
                    + (matcher.group(2).equals("received") ? 2 : 0);
            counts[place] = (long) Double.parseDouble(matcher.group(3));
        }
        return new Traffic(counts[0], counts[1], counts[2], counts[3]);
    }

    Traffic since(Traffic before) {
        return new Traffic(
                messagesSent - before.messagesSent,
                bytesSent - before.bytesSent,
                messagesReceived - before.messagesReceived,
                bytesReceived - before.bytesReceived);
    }

    long messages() {
        return messagesSent + messagesReceived;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d messages with %,d bytes to devices, %,d with %,d bytes from them",
                messagesSent,
                bytesSent,
                messagesReceived,
                bytesReceived);
    }
}
