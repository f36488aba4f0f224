package io.privicore.application.device;

import static io.privicore.domain.kernel.Reason.COMMAND_NOT_FOUND;

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
import io.privicore.application.port.BrokerAccounts;
import io.privicore.application.port.Commands;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.DeviceViews;
import io.privicore.application.port.Devices;
import io.privicore.application.port.EngineKeys;
import io.privicore.application.port.Envelopes;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.query.CommandState;
import io.privicore.application.query.DeviceQuery;
import io.privicore.application.query.DeviceQuery.ConfigurationView;
import io.privicore.application.query.DeviceQuery.OfProfile;
import io.privicore.application.query.DeviceQuery.RetrieveConfiguration;
import io.privicore.application.query.DeviceQuery.RetrieveIdentifier;
import io.privicore.domain.device.Device;
import io.privicore.domain.device.DeviceCredentials;
import io.privicore.domain.device.DeviceRole;
import io.privicore.domain.kernel.Bytes;
import io.privicore.domain.kernel.DeviceId;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.kernel.Secret;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;

/** Carries out what is asked of devices, whatever their roles. */
public final class DeviceHandler {

    /** The purpose client secrets are sealed for. */
    public static final String CLIENT_SECRET = "device-client-secret";

    private final Devices devices;
    private final DeviceViews views;
    private final Commands commands;
    private final LastReplicas lastReplicas;
    private final BrokerAccounts accounts;
    private final Chores chores;
    private final EngineKeys engineKeys;
    private final VoteBox votes;
    private final Envelopes envelopes;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public DeviceHandler(
            Devices devices,
            DeviceViews views,
            Commands commands,
            LastReplicas lastReplicas,
            BrokerAccounts accounts,
            Chores chores,
            EngineKeys engineKeys,
            VoteBox votes,
            Envelopes envelopes,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock) {
        this.devices = devices;
        this.views = views;
        this.commands = commands;
        this.lastReplicas = lastReplicas;
        this.accounts = accounts;
        this.chores = chores;
        this.engineKeys = engineKeys;
        this.votes = votes;
        this.envelopes = envelopes;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
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
        var device = devices.get(in.profile(), command.device());
        var removed = device.remove();
        if (!command.force() && device.roles().contains(DeviceRole.STORAGE)) {
            lastReplicas.requireNone(device);
        }
        devices.save(removed);
        votes.removed(command.device());
        chores.add(Kind.DEVICE_REVOCATION, command.device().value());
        return Outcome.done();
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

    /**
     * The account is made while the device is locked by the change that notes the retrieval, so that of two retrievals
     * at once only one gives the account its password. A crash before the commit leaves an account whose password
     * nobody has, and the next retrieval gives it another.
     */
    private ConfigurationView configuration(Actor actor, DeviceId id) {
        var origin = new Origin(Optional.of(actor.profile()), Optional.empty(), Optional.empty(), actor.traceparent());
        return unitOfWork.run(origin, () -> {
            var device = devices.get(actor.profile(), id);
            device.requireConfigurable();
            var clientId = tokens.id().toString();
            var clientSecret = new Secret(tokens.mint(Tokens.Kind.CLIENT_SECRET));
            var brokerPassword = new Secret(tokens.mint(Tokens.Kind.BROKER_PASSWORD));
            var sealed = envelopes.sealSecret(
                    Bytes.wrap(clientSecret.value().getBytes(StandardCharsets.UTF_8)), CLIENT_SECRET);
            devices.save(device.issueConfiguration(new DeviceCredentials(clientId, sealed, clock.instant())));
            accounts.provision(id, brokerPassword);
            return new ConfigurationView(
                    id,
                    clientId,
                    clientSecret,
                    accounts.address(),
                    brokerPassword,
                    engineKeys.publicKey().hex());
        });
    }
}
