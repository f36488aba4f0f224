package io.privicore.protocol.session;

import io.privicore.protocol.message.DeviceMessage;
import io.privicore.protocol.message.EngineMessage;
import io.privicore.protocol.message.Message;

/** Who speaks in a session; each direction has sessions and keys of its own. */
public enum Direction {
    TO_DEVICE(1),
    TO_ENGINE(2);

    private final int code;

    Direction(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    boolean carries(Message message) {
        return switch (message) {
            case EngineMessage _ -> this == TO_DEVICE;
            case DeviceMessage _ -> this == TO_ENGINE;
        };
    }
}
