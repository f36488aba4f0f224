package io.privicore.device.storage;

import io.privicore.device.storage.Index.Location;
import io.privicore.protocol.key.AesKey;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/**
 * Finds everything again after a stop or a crash, by reading the heads of all records. Only the newest segment can have an
 * unfinished end, so only its bodies are read too, and only it is cut.
 */
record Recovery(Index index, ConcurrentSkipListMap<Integer, Segment> segments, Segment newest, long damaged) {

    private static final System.Logger LOG = System.getLogger(Recovery.class.getName());
    private static final Pattern NAME = Pattern.compile("(\\d{8,9})\\.seg");

    static Recovery of(Path folder, AesKey atRest) throws IOException {
        var files = files(folder);
        var segments = new ConcurrentSkipListMap<Integer, Segment>();
        var index = new Index();
        long damaged = 0;
        for (var file : files.entrySet()) {
            boolean newest = file.getKey().equals(files.lastKey());
            var segment = Segment.open(file.getValue(), file.getKey(), atRest);
            if (segment.isPresent()) {
                segments.put(file.getKey(), segment.get());
                damaged += read(segment.get(), newest, index, segments);
            } else if (newest && Files.size(file.getValue()) <= Segment.HEAD) {
                // The crash came while the segment was made; there was never anything in it.
                Files.delete(file.getValue());
            } else {
                LOG.log(Level.WARNING, "Expected a segment in {0}, but its head is damaged", file.getValue());
                damaged++;
            }
        }
        return new Recovery(index, segments, newest(folder, atRest, files, segments), damaged);
    }

    // Numbers are never used twice, not even that of a segment that cannot be read.
    private static Segment newest(
            Path folder, AesKey atRest, TreeMap<Integer, Path> files, ConcurrentSkipListMap<Integer, Segment> segments)
            throws IOException {
        int last = files.isEmpty() ? 0 : files.lastKey();
        var newest = Optional.ofNullable(segments.get(last));
        if (newest.isPresent()) {
            return newest.get();
        }
        var fresh = Segment.create(folder, last + 1, atRest);
        segments.put(fresh.number(), fresh);
        return fresh;
    }

    private static long read(
            Segment segment, boolean newest, Index index, ConcurrentSkipListMap<Integer, Segment> segments)
            throws IOException {
        var result = segment.scan(newest, (head, at) -> {
            segment.addLive(head.recordLength());
            var dead =
                    switch (head.kind()) {
                        case CHUNK ->
                            index
                                    .put(
                                            head.ref(),
                                            head.version(),
                                            head.chunk(),
                                            head.digest(),
                                            new Location(segment.number(), at, head.recordLength()))
                                    .stream()
                                    .toList();
                        case TOMBSTONE -> index.delete(head.ref(), head.version());
                    };
            for (var place : dead) {
                var holder = segments.get(place.segment());
                if (holder != null) {
                    holder.addLive(-place.length());
                }
            }
        });
        if (newest && result.tail()) {
            LOG.log(
                    Level.DEBUG,
                    "Cut {0} unfinished bytes off {1}",
                    segment.length() - result.end(),
                    segment.file().getFileName());
            segment.truncate(result.end());
        }
        return (long) result.damaged() + (result.tail() && !newest ? 1 : 0);
    }

    private static TreeMap<Integer, Path> files(Path folder) throws IOException {
        var files = new TreeMap<Integer, Path>();
        try (var all = Files.newDirectoryStream(folder)) {
            for (var file : all) {
                var name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    files.put(Integer.parseInt(name.group(1)), file);
                }
            }
        }
        return files;
    }
}
