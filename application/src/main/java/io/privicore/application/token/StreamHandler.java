package io.privicore.application.token;

import io.privicore.application.DataStreams;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.io.IOException;

/** Lets so many streams through this node at once, and refuses the next one. */
public final class StreamHandler implements DataStreams {

    private final Uploading uploading;
    private final Downloading downloading;
    private final StreamPlaces places;

    /**
     * @param most how many streams at once
     * @param share how many of them of one profile
     */
    public StreamHandler(Uploading uploading, Downloading downloading, int most, int share) {
        this.uploading = uploading;
        this.downloading = downloading;
        this.places = new StreamPlaces(most, share);
    }

    @Override
    public Uploaded upload(Upload upload) throws IOException {
        try (var place = places.take()) {
            return uploading.upload(upload, place);
        }
    }

    @Override
    public Download download(String token, boolean part, String address) {
        var place = places.take();
        boolean opened = false;
        try {
            var download = downloading.open(token, part, address, place);
            opened = true;
            return download;
        } finally {
            if (!opened) {
                place.close();
            }
        }
    }

    /** Unknown, used and expired are not told apart. */
    static Refusal invalidToken() {
        return new Refusal(
                Reason.STREAM_TOKEN_INVALID, "Expected a stream token that is valid and was not used, but got another");
    }
}
