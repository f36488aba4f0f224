package io.privicore.application.device;

import io.privicore.application.command.StorageCommand;
import io.privicore.application.command.StorageCommand.Register;
import io.privicore.application.command.StorageCommand.Remove;
import io.privicore.application.command.StorageCommand.Synchronise;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.DeviceViews;
import io.privicore.application.port.Devices;
import io.privicore.application.query.StorageQuery;
import io.privicore.application.query.StorageQuery.ListStorage;
import io.privicore.application.sync.SyncRequests;

/** Carries out what is asked of the storage role of devices. */
public final class StorageHandler {

    private final Devices devices;
    private final DeviceViews views;
    private final LastReplicas lastReplicas;
    private final SyncRequests syncs;

    public StorageHandler(Devices devices, DeviceViews views, LastReplicas lastReplicas, SyncRequests syncs) {
        this.devices = devices;
        this.views = views;
        this.lastReplicas = lastReplicas;
        this.syncs = syncs;
    }

    public Work prepare(Invocation in, StorageCommand command) {
        return switch (command) {
            case Register register -> () -> register(in, register);
            case Synchronise synchronise -> () -> synchronise(in, synchronise);
            case Remove remove -> () -> remove(in, remove);
        };
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, StorageQuery<R> query) {
        return (R)
                switch (query) {
                    case ListStorage _ -> views.storageOf(actor.profile());
                };
    }

    private Outcome register(Invocation in, Register command) {
        var registered = devices.get(in.profile(), command.device()).registerStorage();
        devices.save(registered);
        syncs.automatic(registered.after());
        return Outcome.done();
    }

    private Outcome synchronise(Invocation in, Synchronise command) {
        var device = devices.get(in.profile(), command.device());
        device.requireStorage();
        syncs.commanded(device, command.deep(), in.command());
        return new Outcome.Waiting();
    }

    private Outcome remove(Invocation in, Remove command) {
        var device = devices.get(in.profile(), command.device());
        var without = device.removeStorage();
        if (!command.force()) {
            lastReplicas.requireNone(device);
        }
        devices.save(without);
        return Outcome.done();
    }
}
