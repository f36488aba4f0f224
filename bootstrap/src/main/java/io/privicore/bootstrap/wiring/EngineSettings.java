package io.privicore.bootstrap.wiring;

import io.privicore.application.device.Pairing;
import io.privicore.application.sync.Pace;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What an operator may set of the engine's own rules. */
@ConfigMapping(prefix = "privicore")
public interface EngineSettings {

    SessionSettings session();

    OauthSettings oauth();

    StorageSettings storage();

    RequestSettings request();

    DeviceSettings device();

    StreamSettings stream();

    DownloadSettings download();

    PairingSettings pairing();

    LimitSettings limits();

    SyncSettings sync();

    AuditSettings audit();

    /** Sign-in. */
    interface SessionSettings {

        /** How long the token of a fresh sign-in lives. */
        @WithDefault("24h")
        Duration lifetime();
    }

    /** What applications get. */
    interface OauthSettings {

        /** How long an access token can be used. */
        @WithDefault("1h")
        Duration accessLifetime();

        /** How long a refresh token can be used, and with it all that was granted; every use begins anew. */
        @WithDefault("30d")
        Duration refreshLifetime();
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

        /** How many of them may be of one profile. */
        @WithDefault("16")
        int maxPerProfile();

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

    /** Letting devices in by QR codes. */
    interface PairingSettings {

        /** How long the token in a QR code can be used. */
        @WithDefault("5m")
        Duration ttl();

        /** How many of a profile can be used at a time; a further one ends the oldest. */
        @WithDefault("10")
        int maxPerProfile();

        default Pairing.Terms terms() {
            return new Pairing.Terms(ttl(), maxPerProfile());
        }
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

    /** Audit trails. */
    interface AuditSettings {

        /** Whether what is done is entered in audit trails. */
        @WithDefault("true")
        boolean enabled();

        /** How long entries are kept; for ever if it is not given. */
        Optional<Duration> retention();
    }

    /** Bringing devices in step. */
    interface SyncSettings {

        /** From the reason of an automatic synchronisation to its beginning, so that several reasons make one. */
        @WithDefault("2s")
        Duration delay();

        /** Least time from the end of one to the next automatic one of the same device. */
        @WithDefault("30s")
        Duration rest();

        /** The same after one that could not mend everything. */
        @WithDefault("15m")
        Duration retry();

        /** How long a commanded one is kept for a device that went away. */
        @WithDefault("10m")
        Duration patience();

        /** How many devices a node synchronises at a time. */
        @WithDefault("4")
        int atOnce();

        /** How often a device must prove that it holds what it should. */
        @WithDefault("24h")
        Duration proofs();

        /** How many chunks it must prove. */
        @WithDefault("16")
        int sample();

        default Pace pace() {
            return new Pace(delay(), rest(), retry(), patience(), proofs(), sample(), atOnce());
        }
    }
}
