package io.privicore.application.device;

import static io.privicore.domain.kernel.Reason.COMMAND_NOT_FOUND;

import io.privicore.application.audit.AuditedCall;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.DeviceCommand;
import io.privicore.application.command.DeviceCommand.Approve;
import io.privicore.application.command.DeviceCommand.ConfigureMeta;
import io.privicore.application.command.DeviceCommand.Reject;
import io.privicore.application.command.DeviceCommand.Remove;
import io.privicore.application.command.DeviceCommand.Request;
import io.privicore.application.command.DeviceCommand.Rotate;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Chores;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DeviceViews;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.DeviceQuery.ConfigurationView;
import io.privicore.application.query.DeviceQuery.OfProfile;
import io.privicore.application.query.DeviceQuery.OfferPairing;
import io.privicore.application.query.DeviceQuery.Pair;
import io.privicore.application.query.DeviceQuery.RetrieveConfiguration;
import io.privicore.application.query.DeviceQuery.RetrieveIdentifier;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.kernel.Refusal;
import java.util.Optional;

/** Carries out what is asked of devices, whatever their roles. */
public final class DeviceHandler {

    private final Devices devices;
    private final DeviceViews views;
    private final Commands commands;
    private final LastReplicas lastReplicas;
    private final Configurations configurations;
    private final Pairing pairing;
    private final Chores chores;
    private final VoteBox votes;
    private final VotesInReach votesInReach;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;

    public DeviceHandler(
            Devices devices,
            DeviceViews views,
            Commands commands,
            LastReplicas lastReplicas,
            Configurations configurations,
            Pairing pairing,
            Chores chores,
            VoteBox votes,
            VotesInReach votesInReach,
            Tokens tokens,
            UnitOfWork unitOfWork) {
        this.devices = devices;
        this.views = views;
        this.commands = commands;
        this.lastReplicas = lastReplicas;
        this.configurations = configurations;
        this.pairing = pairing;
        this.chores = chores;
        this.votes = votes;
        this.votesInReach = votesInReach;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
    }

    public Work prepare(Invocation in, DeviceCommand command) {
        return switch (command) {
            case Request request -> () -> request(in, request);
            case ConfigureMeta meta -> () -> configure(in, meta);
            case Approve approve -> () -> approve(in, approve);
            case Reject reject -> () -> reject(in, reject);
            case Rotate rotate -> () -> rotate(in, rotate);
            case Remove remove -> () -> remove(in, remove);
        };
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, DeviceQuery<R> query) {
        return (R)
                switch (query) {
                    case RetrieveIdentifier retrieve -> identifier(actor, retrieve.command());
                    case OfProfile _ -> views.ofProfile(actor.profile());
                    case RetrieveConfiguration retrieve -> configuration(actor, retrieve.device());
                    case OfferPairing offer -> pairing.offer(actor, offer);
                    case Pair pair -> pairing.pair(actor, pair);
                };
    }

    private Outcome request(Invocation in, Request command) {
        var id = new DeviceId(tokens.id());
        devices.save(Device.request(id, in.profile(), command.name(), in.at()));
        return Outcome.made(id);
    }

    private Outcome configure(Invocation in, ConfigureMeta command) {
        devices.save(devices.get(in.profile(), command.device()).configure(command.name(), command.fields()));
        return Outcome.done();
    }

    private Outcome approve(Invocation in, Approve command) {
        devices.save(devices.get(in.profile(), command.device()).approve());
        return Outcome.done();
    }

    private Outcome reject(Invocation in, Reject command) {
        devices.save(devices.get(in.profile(), command.device()).reject());
        return Outcome.done();
    }

    private Outcome rotate(Invocation in, Rotate command) {
        devices.save(devices.get(in.profile(), command.device()).rotate());
        votes.removed(command.device());
        chores.add(Kind.DEVICE_ROTATION, command.device().value());
        return Outcome.done();
    }

    private Outcome remove(Invocation in, Remove command) {
        if (command.force()) {
            devices.save(devices.get(in.profile(), command.device()).remove());
        } else {
            votesInReach.keep(in.profile(), () -> removeUnforced(in.profile(), command.device()));
        }
        votes.removed(command.device());
        chores.add(Kind.DEVICE_REVOCATION, command.device().value());
        return Outcome.done();
    }

    private void removeUnforced(ProfileId owner, DeviceId id) {
        var device = devices.get(owner, id);
        if (device.roles().contains(DeviceRole.STORAGE)) {
            lastReplicas.requireNone(device);
        }
        devices.save(device.remove());
    }

    private DeviceId identifier(Actor actor, CommandId command) {
        return commands.find(command)
                .filter(entry -> entry.submitter().equals(actor.profile()))
                .filter(entry -> entry.operation().equals("device.request"))
                .filter(entry -> entry.state() == CommandState.SUCCEEDED)
                .flatMap(Commands.Entry::body)
                .map(DeviceId::of)
                .orElseThrow(() -> new Refusal(
                        COMMAND_NOT_FOUND, "Expected a command that made a device, but %s did not".formatted(command)));
    }

    private ConfigurationView configuration(Actor actor, DeviceId id) {
        var origin =
                new Origin(Optional.of(actor.profile()), Optional.empty(), actor.application(), actor.traceparent());
        return unitOfWork.run(origin, () -> {
            var device = devices.get(actor.profile(), id);
            device.requireConfigurable();
            var issued = configurations.issue(device::issueConfiguration);
            AuditedCall.succeeds();
            return issued;
        });
    }
}
