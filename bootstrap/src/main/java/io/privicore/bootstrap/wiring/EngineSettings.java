package io.privicore.bootstrap.wiring;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator may set of the engine's own rules. */
@ConfigMapping(prefix = "privicore")
public interface EngineSettings {

    SessionSettings session();

    StorageSettings storage();

    RequestSettings request();

    DeviceSettings device();

    StreamSettings stream();

    DownloadSettings download();

    LimitSettings limits();

    /** Sign-in. */
    interface SessionSettings {

        /** How long the token of a fresh sign-in lives. */
        @WithDefault("24h")
        Duration lifetime();
    }

    /** Writes. */
    interface StorageSettings {

        /** How many storage devices must hold a version before its write is complete: a number, majority or all. */
        @WithDefault("1")
        String writeAcks();

        /** How long an update waits for devices before the version before it stays. */
        @WithDefault("5m")
        Duration updateTimeout();
    }

    /** Reads. */
    interface RequestSettings {

        /** How long a request for data waits for devices in all. */
        @WithDefault("30s")
        Duration timeout();

        /** After how long the next device is asked too. */
        @WithDefault("400ms")
        Duration patience();
    }

    /** Streams in both directions. */
    interface StreamSettings {

        /** How many bytes a stream may have. */
        @WithDefault("68719476736")
        long maxSize();

        /** How many streams a node passes on at once; the next one is answered with 503. */
        @WithDefault("64")
        int maxConcurrent();

        /** How long an upload waits for devices after its last byte, and a download for each chunk. */
        @WithDefault("30s")
        Duration deviceTimeout();

        /** How many chunks a node reads before its downloads want them. */
        @WithDefault("64")
        int readAhead();
    }

    /** Downloads. */
    interface DownloadSettings {

        /** How long the offer of a download stands. */
        @WithDefault("5m")
        Duration ttl();
    }

    /** Bounds that the engine's rules depend on. */
    interface LimitSettings {

        /** The most data that goes inline, decoded; what is longer is downloaded. */
        @WithDefault("51200")
        long inlineData();
    }

    /** Devices. */
    interface DeviceSettings {

        /** How long without a sign of life a device counts as offline. */
        @WithDefault("30s")
        Duration quietAfter();
    }
}
