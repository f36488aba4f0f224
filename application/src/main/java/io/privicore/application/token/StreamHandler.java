package io.privicore.application.token;

import io.privicore.application.DataStreams;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Lets so many streams through this node at once, for each holds some memory, and refuses the next one. */
public final class StreamHandler implements DataStreams {

    private final Uploading uploading;
    private final Downloading downloading;
    private final Semaphore places;

    /** @param most how many streams at once */
    public StreamHandler(Uploading uploading, Downloading downloading, int most) {
        this.uploading = uploading;
        this.downloading = downloading;
        this.places = new Semaphore(most);
    }

    @Override
    public Uploaded upload(Upload upload) throws IOException {
        takePlace();
        try {
            return uploading.upload(upload);
        } finally {
            places.release();
        }
    }

    @Override
    public Download download(String token, boolean part) {
        takePlace();
        boolean opened = false;
        try {
            var download = downloading.open(token, part, places::release);
            opened = true;
            return download;
        } finally {
            if (!opened) {
                places.release();
            }
        }
    }

    private void takePlace() {
        if (!places.tryAcquire()) {
            throw new Refusal(Reason.OVERLOADED, "Expected a place for one more stream, but all are taken");
        }
    }

    /** Unknown, used and expired are not told apart. */
    static Refusal invalidToken() {
        return new Refusal(
                Reason.STREAM_TOKEN_INVALID, "Expected a stream token that is valid and was not used, but got another");
    }
}
