package io.privicore.application.token;

import static io.privicore.domain.kernel.Reason.DATA_TOKEN_ALREADY_EXCHANGED;
import static io.privicore.domain.kernel.Reason.DATA_TOKEN_EXPIRED;
import static io.privicore.domain.kernel.Reason.DATA_TOKEN_NOT_EXCHANGED;
import static io.privicore.domain.kernel.Reason.DATA_TOKEN_NOT_FOUND;

import io.privicore.application.audit.AuditedCall;
import io.privicore.application.command.CommandId;
import io.privicore.application.command.RequestId;
import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenCommand.Attach;
import io.privicore.application.command.TokenCommand.ConfigureRisk;
import io.privicore.application.command.TokenCommand.Delete;
import io.privicore.application.command.TokenCommand.Exchange;
import io.privicore.application.command.TokenCommand.RequestData;
import io.privicore.application.command.TokenCommand.Reserve;
import io.privicore.application.command.TokenCommand.Update;
import io.privicore.application.command.TokenCommand.UpdateMetadata;
import io.privicore.application.pipeline.Actor;
import io.privicore.application.pipeline.Invocation;
import io.privicore.application.pipeline.Outcome;
import io.privicore.application.pipeline.Settlement;
import io.privicore.application.pipeline.Work;
import io.privicore.application.port.ChannelMessage.DataRefused;
import io.privicore.application.port.DataTokens;
import io.privicore.application.port.Deadlines;
import io.privicore.application.port.Deadlines.Kind;
import io.privicore.application.port.Devices;
import io.privicore.application.port.Events;
import io.privicore.application.port.Statistics;
import io.privicore.application.port.StreamTokens;
import io.privicore.application.port.StreamTokens.Issued;
import io.privicore.application.port.TokenViews;
import io.privicore.application.port.Tokens;
import io.privicore.application.port.UnitOfWork;
import io.privicore.application.port.UnitOfWork.Origin;
import io.privicore.application.port.Uploads;
import io.privicore.application.query.TokenQuery;
import io.privicore.application.query.TokenQuery.ConfigureFile;
import io.privicore.application.query.TokenQuery.CountTransactions;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.application.query.TokenQuery.RetrieveTemporary;
import io.privicore.application.query.TokenQuery.TemporaryTokenView;
import io.privicore.application.query.TokenQuery.TransactionCount;
import io.privicore.application.query.TransactionCounts;
import io.privicore.domain.kernel.Name;
import io.privicore.domain.kernel.Reason;
import io.privicore.domain.kernel.Refusal;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.DataToken.Deleted;
import io.privicore.domain.token.DataToken.Expired;
import io.privicore.domain.token.DataToken.Permanent;
import io.privicore.domain.token.DataToken.Reserved;
import io.privicore.domain.token.DataTokenEvent;
import io.privicore.domain.token.FileMeta;
import io.privicore.domain.token.TokenId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Carries out what is asked of data tokens. */
public final class TokenHandler {

    private final DataTokens dataTokens;
    private final Placing placing;
    private final Retrieval retrieval;
    private final Downloading downloads;
    private final TokenSecrets secrets;
    private final TokenViews views;
    private final StreamTokens streamTokens;
    private final Uploads uploads;
    private final Devices devices;
    private final Deadlines deadlines;
    private final Settlement settlement;
    private final Events events;
    private final Statistics statistics;
    private final Tokens tokens;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;
    private final Duration updateTimeout;

    /** @param updateTimeout how long an update waits for devices */
    public TokenHandler(
            DataTokens dataTokens,
            Placing placing,
            Retrieval retrieval,
            Downloading downloads,
            TokenSecrets secrets,
            TokenViews views,
            StreamTokens streamTokens,
            Uploads uploads,
            Devices devices,
            Deadlines deadlines,
            Settlement settlement,
            Events events,
            Statistics statistics,
            Tokens tokens,
            UnitOfWork unitOfWork,
            InstantSource clock,
            Duration updateTimeout) {
        this.dataTokens = dataTokens;
        this.placing = placing;
        this.retrieval = retrieval;
        this.downloads = downloads;
        this.secrets = secrets;
        this.views = views;
        this.streamTokens = streamTokens;
        this.uploads = uploads;
        this.devices = devices;
        this.deadlines = deadlines;
        this.settlement = settlement;
        this.events = events;
        this.statistics = statistics;
        this.tokens = tokens;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
        this.updateTimeout = updateTimeout;
    }

    public Work prepare(Invocation in, TokenCommand command) {
        return switch (command) {
            case Reserve reserve -> () -> reserve(in, reserve);
            case Attach attach -> () -> attach(in, attach);
            case Exchange exchange -> exchange(in, exchange);
            case RequestData request -> request(in, request);
            case ConfigureRisk risk -> () -> classify(in, risk);
            case Update update -> update(in, update);
            case UpdateMetadata metadata -> () -> describe(in, metadata);
            case Delete delete -> () -> delete(in, delete);
        };
    }

    /** Whoever waits for data waits for the request, not for the command: it is told of the refusal too. */
    public void rejected(Invocation in, TokenCommand command, Reason reason) {
        if (command instanceof Attach attach && !isForeign(in, attach) && uploads.abandon(attach.ref())) {
            placing.erase(in.profile(), attach.token(), attach.ref(), Set.of());
        }
        if (command instanceof RequestData) {
            settlement.tell(
                    in.profile(), new DataRefused(in.command(), RequestId.of(in.command()), "", reason.key(), in.at()));
        }
    }

    private boolean isForeign(Invocation in, Attach command) {
        return dataTokens
                .find(command.token())
                .filter(token -> !token.owner().equals(in.profile()))
                .isPresent();
    }

    /** A reservation whose data waits for votes does not end before they could. */
    public void held(Invocation in, TokenCommand command, Instant until) {
        if (command instanceof Exchange exchange
                && dataTokens.get(in.profile(), secrets.hash(exchange.temporaryToken())) instanceof Reserved reserved) {
            reserved.requireExchangeable(in.at());
            placing.keepOpen(reserved, until.plus(Placing.AFTER_VOTES));
        }
    }

    /** Nor does it where they are tried again, even where its time was over before the platform could try. */
    public void stillHeld(Invocation in, TokenCommand command, Instant until) {
        var keptUntil = until.plus(Placing.AFTER_VOTES);
        var waiting =
                switch (command) {
                    case Exchange exchange -> dataTokens.find(in.profile(), secrets.hash(exchange.temporaryToken()));
                    case Attach attach -> {
                        uploads.keep(attach.ref(), keptUntil);
                        yield dataTokens.find(attach.token());
                    }
                    case Reserve _, RequestData _, ConfigureRisk _, Update _, UpdateMetadata _, Delete _ ->
                        Optional.<DataToken>empty();
                };
        if (waiting.orElse(null) instanceof Reserved reserved) {
            placing.keepOpen(reserved, keptUntil);
        }
    }

    @SuppressWarnings("unchecked")
    public <R> R answer(Actor actor, TokenQuery<R> query) {
        return (R)
                switch (query) {
                    case RetrieveTemporary retrieve -> temporary(actor, retrieve.command());
                    case ConfigureFile configure -> describe(actor, configure);
                    case ListTokens list -> views.list(actor.profile(), list);
                    case CountTransactions count -> count(actor, count);
                };
    }

    private Outcome reserve(Invocation in, Reserve command) {
        // Policies go by these fields from the reservation on, so they are the data's from the reservation on.
        var attributes = new Attributes(Optional.empty(), TokenFacts.riskOf(command.meta()), command.meta());
        var change = DataToken.reserve(
                new TokenId(tokens.id()),
                in.profile(),
                command.context(),
                command.ttl(),
                attributes,
                secrets.mint(Tokens.Kind.TEMPORARY),
                in.at());
        dataTokens.save(change, in.command().value());
        deadlines.set(
                Kind.RESERVATION, change.after().id().value(), change.after().expiresAt());
        return Outcome.done();
    }

    private Work exchange(Invocation in, Exchange command) {
        var hash = secrets.hash(command.temporaryToken());
        record Prepared(Reserved reserved, Placing.Staged staged) {}
        var prepared = unitOfWork.run(originOf(in), () -> {
            var reserved = reserved(dataTokens.get(in.profile(), hash));
            reserved.requireExchangeable(clock.instant());
            return new Prepared(reserved, placing.stage(reserved, 1, command.data()));
        });
        var sent = placing.send(prepared.staged());
        return () -> placing.accept(
                prepared.reserved()
                        .exchange(prepared.staged().placement(), in.command().value(), clock.instant()),
                sent);
    }

    /** Devices hold the data already; only now does it become the token's. */
    private Outcome attach(Invocation in, Attach command) {
        var reserved = dataTokens
                .find(command.token())
                .filter(token -> token.owner().equals(in.profile()))
                .map(TokenHandler::reserved)
                .orElseThrow(TokenHandler::notFound);
        var placement = uploads.staged(command.ref()).orElseThrow(TokenHandler::notFound);
        var described = command.fileName()
                .map(name -> reserved.describe(FileMeta.named(name, placement.size())))
                .orElse(reserved);
        var storage = devices.storageOf(reserved.owner());
        var reservation = command.reservation().value();
        var token = placing.settle(described, placement, reservation, placing.holders(placement.ref()), storage);
        settlement.complete(reservation, token);
        return Outcome.made(token);
    }

    private Work update(Invocation in, Update command) {
        var hash = secrets.hash(command.token());
        record Prepared(Permanent permanent, Placing.Staged staged) {}
        var prepared = unitOfWork.run(originOf(in), () -> {
            var permanent = permanent(dataTokens.get(in.profile(), hash));
            permanent.requireUpdatable();
            var version = permanent.placement().version() + 1;
            return new Prepared(permanent, placing.stage(permanent, version, command.data()));
        });
        var sent = placing.send(prepared.staged());
        return () -> {
            var before = prepared.permanent();
            deadlines.set(Kind.UPDATE, before.id().value(), clock.instant().plus(updateTimeout));
            return placing.accept(
                    before.update(prepared.staged().placement(), in.command().value(), command.attributes()), sent);
        };
    }

    private Work request(Invocation in, RequestData command) {
        retrieval.requireReachable();
        return () -> startRequest(in, command);
    }

    private Outcome startRequest(Invocation in, RequestData command) {
        var token = permanent(dataTokens.get(in.profile(), secrets.hash(command.token())));
        var request = RequestId.of(in.command());
        events.append(new DataTokenEvent.Requested(
                in.profile(), token.id(), token.token().hash().hex(), request.value()));
        if (downloads.areFor(token.placement())) {
            downloads.offer(in, token, command.site());
            return Outcome.done();
        }
        deadlines.set(Kind.REQUEST, in.command().value(), in.at().plus(retrieval.timeout()));
        unitOfWork.afterCommit(() -> retrieval.start(in, token));
        return new Outcome.Waiting();
    }

    private Outcome classify(Invocation in, ConfigureRisk command) {
        switch (dataTokens.get(in.profile(), secrets.hash(command.token()))) {
            case Reserved reserved -> dataTokens.save(reserved.classify(command.fields()));
            case Permanent permanent -> dataTokens.save(permanent.classify(command.fields(), clock.instant()));
            case Deleted _, Expired _ -> throw notFound();
        }
        return Outcome.done();
    }

    private Outcome describe(Invocation in, UpdateMetadata command) {
        var token = permanent(dataTokens.get(in.profile(), secrets.hash(command.token())));
        var before = token.attributes().file();
        var fileName =
                command.fileName().or(() -> before.map(FileMeta::fileName)).orElseGet(() -> new Name("unnamed"));
        var extension =
                command.extension().or(() -> before.map(FileMeta::extension)).orElse("");
        var context = command.context().orElse(token.context());
        var file = new FileMeta(
                fileName,
                extension,
                before.map(FileMeta::context).orElse(""),
                before.map(FileMeta::size).orElse(token.placement().size()),
                before.map(FileMeta::path).orElse(""));
        dataTokens.save(token.describe(file, context, clock.instant()));
        return Outcome.done();
    }

    private Outcome delete(Invocation in, Delete command) {
        var token = permanent(dataTokens.get(in.profile(), secrets.hash(command.token())));
        var ref = token.placement().ref();
        var holders = placing.holders(ref);
        var receipt = tokens.id();
        dataTokens.save(token.delete(receipt, clock.instant()));
        placing.erase(token.owner(), token.id(), ref, holders);
        token.pending().ifPresent(update -> {
            settlement.reject(update.command(), DATA_TOKEN_NOT_FOUND);
            deadlines.clear(Kind.UPDATE, token.id().value());
            placing.erase(token.owner(), token.id(), update.placement().ref(), Set.of());
        });
        return Outcome.made(receipt);
    }

    private TemporaryTokenView temporary(Actor actor, CommandId command) {
        return unitOfWork.run(originOf(actor), () -> {
            var now = clock.instant();
            var reserved = dataTokens
                    .reservedBy(actor.profile(), command.value())
                    .filter(Reserved.class::isInstance)
                    .map(Reserved.class::cast)
                    .filter(open -> open.isOpenAt(now))
                    .orElseThrow(TokenHandler::notFound);
            var stream = tokens.mint(Tokens.Kind.STREAM);
            streamTokens.issue(
                    new Issued(actor.profile(), reserved.id(), command.value(), actor.delegation()),
                    tokens.hash(stream),
                    reserved.expiresAt());
            AuditedCall.succeeds();
            return new TemporaryTokenView(secrets.show(reserved.temporary()), stream);
        });
    }

    private String describe(Actor actor, ConfigureFile query) {
        return unitOfWork.run(originOf(actor), () -> {
            var token = permanent(dataTokens.get(actor.profile(), secrets.hash(query.token())));
            dataTokens.save(token.describe(query.file(), clock.instant()));
            AuditedCall.succeeds();
            return secrets.show(token.token());
        });
    }

    private List<TransactionCount> count(Actor actor, CountTransactions query) {
        var counted = statistics.count(actor.profile(), query.periods());
        return query.periods().starts().stream()
                .map(start -> new TransactionCount(start, counted.getOrDefault(start, TransactionCounts.NONE)))
                .toList();
    }

    private static Reserved reserved(DataToken token) {
        return switch (token) {
            case Reserved reserved -> reserved;
            case Permanent _, Deleted _ ->
                throw new Refusal(
                        DATA_TOKEN_ALREADY_EXCHANGED, "Expected a reservation without data, but it was exchanged");
            case Expired expired ->
                throw new Refusal(
                        DATA_TOKEN_EXPIRED,
                        "Expected a reservation that is open, but it expired at %s".formatted(expired.expiredAt()));
        };
    }

    private static Permanent permanent(DataToken token) {
        return switch (token) {
            case Permanent permanent -> permanent;
            case Reserved _ ->
                throw new Refusal(DATA_TOKEN_NOT_EXCHANGED, "Expected a token with data, but none was handed in yet");
            case Deleted _, Expired _ -> throw notFound();
        };
    }

    private static Refusal notFound() {
        return new Refusal(Reason.DATA_TOKEN_NOT_FOUND, "Expected a data token of the caller, but there is none");
    }

    private static Origin originOf(Invocation in) {
        return new Origin(
                Optional.of(in.profile()),
                Optional.of(in.command()),
                in.actor().application(),
                in.actor().traceparent());
    }

    private static Origin originOf(Actor actor) {
        return new Origin(Optional.of(actor.profile()), Optional.empty(), actor.application(), actor.traceparent());
    }
}
