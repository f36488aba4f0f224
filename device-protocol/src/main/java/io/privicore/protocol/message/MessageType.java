package io.privicore.protocol.message;

import io.privicore.protocol.message.DeviceMessage.AuthenticatorVote;
import io.privicore.protocol.message.DeviceMessage.Heartbeat;
import io.privicore.protocol.message.DeviceMessage.Hello;
import io.privicore.protocol.message.DeviceMessage.StorageAbsent;
import io.privicore.protocol.message.DeviceMessage.StorageChunk;
import io.privicore.protocol.message.DeviceMessage.StorageDeleted;
import io.privicore.protocol.message.DeviceMessage.StorageInventoryPage;
import io.privicore.protocol.message.DeviceMessage.StorageProof;
import io.privicore.protocol.message.DeviceMessage.StorageRefused;
import io.privicore.protocol.message.DeviceMessage.StorageStored;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import io.privicore.protocol.message.EngineMessage.AuthenticatorClosed;
import io.privicore.protocol.message.EngineMessage.StorageDelete;
import io.privicore.protocol.message.EngineMessage.StorageFetch;
import io.privicore.protocol.message.EngineMessage.StorageInventory;
import io.privicore.protocol.message.EngineMessage.StorageProve;
import io.privicore.protocol.message.EngineMessage.StorageStatus;
import io.privicore.protocol.message.EngineMessage.StorageStore;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names of messages on the wire. They are stable: renaming a record breaks no queue. */
public enum MessageType {
    STORAGE_STORE("storage.store"),
    STORAGE_DELETE("storage.delete"),
    STORAGE_FETCH("storage.fetch"),
    STORAGE_INVENTORY("storage.inventory"),
    STORAGE_PROVE("storage.prove"),
    STORAGE_STATUS("storage.status"),
    DEVICE_HELLO("device.hello"),
    DEVICE_HEARTBEAT("device.heartbeat"),
    STORAGE_STORED("storage.stored"),
    STORAGE_REFUSED("storage.refused"),
    STORAGE_CHUNK("storage.chunk"),
    STORAGE_ABSENT("storage.absent"),
    STORAGE_INVENTORY_PAGE("storage.inventory-page"),
    STORAGE_PROOF("storage.proof"),
    STORAGE_DELETED("storage.deleted"),
    AUTHENTICATOR_BALLOT("authenticator.ballot"),
    AUTHENTICATOR_CLOSED("authenticator.closed"),
    AUTHENTICATOR_VOTE("authenticator.vote");

    private static final Map<String, MessageType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MessageType::wireName, Function.identity()));

    private final String wireName;

    MessageType(String wireName) {
        this.wireName = wireName;
    }

    /** The name in frames and in the {@code type} property of an AMQP message. */
    public String wireName() {
        return wireName;
    }

    public static Optional<MessageType> find(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }

    public static MessageType of(Message message) {
        return switch (message) {
            case StorageStore _ -> STORAGE_STORE;
            case StorageDelete _ -> STORAGE_DELETE;
            case StorageFetch _ -> STORAGE_FETCH;
            case StorageInventory _ -> STORAGE_INVENTORY;
            case StorageProve _ -> STORAGE_PROVE;
            case StorageStatus _ -> STORAGE_STATUS;
            case Hello _ -> DEVICE_HELLO;
            case Heartbeat _ -> DEVICE_HEARTBEAT;
            case StorageStored _ -> STORAGE_STORED;
            case StorageRefused _ -> STORAGE_REFUSED;
            case StorageChunk _ -> STORAGE_CHUNK;
            case StorageAbsent _ -> STORAGE_ABSENT;
            case StorageInventoryPage _ -> STORAGE_INVENTORY_PAGE;
            case StorageProof _ -> STORAGE_PROOF;
            case StorageDeleted _ -> STORAGE_DELETED;
            case AuthenticatorBallot _ -> AUTHENTICATOR_BALLOT;
            case AuthenticatorClosed _ -> AUTHENTICATOR_CLOSED;
            case AuthenticatorVote _ -> AUTHENTICATOR_VOTE;
        };
    }
}
