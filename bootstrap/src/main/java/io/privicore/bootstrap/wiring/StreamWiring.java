package io.privicore.bootstrap.wiring;

import io.privicore.adapters.crypto.EnvelopesConfig;
import io.privicore.application.DataStreams;
import io.privicore.application.audit.Auditing;
import io.privicore.application.pipeline.Gatekeeper;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.pipeline.WaitingRoom;
import io.privicore.application.port.CommandBytes;
import io.privicore.application.port.DataTokens;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.DeviceLinks;
import io.privicore.application.port.DevicePresences;
import io.privicore.application.port.Devices;
import io.privicore.application.port.DownloadTokens;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Events;
import io.privicore.application.port.StreamTokens;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.Uploads;
import io.privicore.application.token.ChunkReader;
import io.privicore.application.token.Downloading;
import io.privicore.application.token.Placing;
import io.privicore.application.token.StreamHandler;
import io.privicore.application.token.StreamNotes;
import io.privicore.application.token.TokenSecrets;
import io.privicore.application.token.Uploading;
import io.privicore.bootstrap.failure.StartFailure;
import io.privicore.protocol.key.AesKey;
import io.privicore.protocol.message.Message;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Builds the part of the application that passes streams on. */
@Singleton
public class StreamWiring {

    /** Sealed it is as long as what devices take in one message. */
    private static final int LONGEST_CHUNK = Message.MOST_BYTES - AesKey.TAG_LENGTH;

    private final ExecutorService reading = Executors.newVirtualThreadPerTaskExecutor();

    /** What goes inline is acknowledged as one chunk. */
    void start(@Observes StartupEvent event, EnvelopesConfig envelopes, EngineSettings settings) {
        requireWholeInline(envelopes.chunkSize(), settings.limits().inlineData());
    }

    static void requireWholeInline(int chunkSize, long inlineData) {
        if (chunkSize < inlineData || chunkSize > LONGEST_CHUNK) {
            throw new StartFailure(
                    ("Expected privicore.envelopes.chunk-size to be at least privicore.limits.inline-data (%d) and at most %d,"
                                    + " but it is %d. Leave it out for the default, 1048576.")
                            .formatted(inlineData, LONGEST_CHUNK, chunkSize));
        }
    }

    @Produces
    @Singleton
    StreamNotes streamNotes(Auditing auditing, TokenSecrets secrets) {
        return new StreamNotes(auditing, secrets);
    }

    @Produces
    @Singleton
    Uploading uploading(
            StreamTokens streamTokens,
            DataTokens dataTokens,
            Uploads uploads,
            Devices devices,
            DevicePresences presences,
            DeviceLinks links,
            Envelopes envelopes,
            Placing placing,
            Deadlines deadlines,
            Gatekeeper gatekeeper,
            WaitingRoom waitingRoom,
            CommandBytes codec,
            Settlement settlement,
            StreamNotes notes,
            TokenSecrets secrets,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            EngineSettings settings) {
        return new Uploading(
                streamTokens,
                dataTokens,
                uploads,
                devices,
                presences,
                links,
                envelopes,
                placing,
                deadlines,
                gatekeeper,
                waitingRoom,
                codec,
                settlement,
                notes,
                secrets,
                tokens,
                unitOfWork,
                clock,
                new Uploading.Limits(
                        settings.stream().maxSize(), settings.stream().deviceTimeout()));
    }

    @Produces
    @Singleton
    Downloading downloading(
            DownloadTokens downloadTokens,
            DataTokens dataTokens,
            ChunkReader reader,
            Settlement settlement,
            StreamNotes notes,
            Tokens tokens,
            Events events,
            UnitOfWork unitOfWork,
            InstantSource clock,
            EngineSettings settings) {
        return new Downloading(
                downloadTokens,
                dataTokens,
                reader,
                settlement,
                notes,
                tokens,
                events,
                unitOfWork,
                clock,
                reading,
                new Downloading.Limits(
                        settings.limits().inlineData(),
                        settings.download().ttl(),
                        settings.stream().readAhead(),
                        settings.stream().deviceTimeout()));
    }

    @Produces
    @Singleton
    DataStreams dataStreams(Uploading uploading, Downloading downloading, EngineSettings settings) {
        return new StreamHandler(
                uploading,
                downloading,
                settings.stream().maxConcurrent(),
                settings.stream().maxPerProfile());
    }
}
