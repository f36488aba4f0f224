package io.privicore.application.token;

import io.privicore.application.command.TokenCommand;
import io.privicore.application.command.TokenCommand.Attach;
import io.privicore.application.command.TokenCommand.ConfigureRisk;
import io.privicore.application.command.TokenCommand.Delete;
import io.privicore.application.command.TokenCommand.Exchange;
import io.privicore.application.command.TokenCommand.RequestData;
import io.privicore.application.command.TokenCommand.Reserve;
import io.privicore.application.command.TokenCommand.Update;
import io.privicore.application.command.TokenCommand.UpdateMetadata;
import io.privicore.application.command.TokenText;
import io.privicore.application.port.DataTokens;
import io.privicore.domain.kernel.Metadata;
import io.privicore.domain.kernel.ProfileId;
import io.privicore.domain.token.Attributes;
import io.privicore.domain.token.DataToken;
import io.privicore.domain.token.DataToken.Permanent;
import io.privicore.domain.token.DataToken.Reserved;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What may be known of an operation on data by policies and voters: never the data, never the token. */
public final class TokenFacts {

    private static final List<String> RISK = List.of("classification", "label", "handling");

    private final DataTokens dataTokens;
    private final TokenSecrets secrets;

    public TokenFacts(DataTokens dataTokens, TokenSecrets secrets) {
        this.dataTokens = dataTokens;
        this.secrets = secrets;
    }

    /** Of a token that is not the profile's there is nothing to know: whatever is asked of it will be refused. */
    public Map<String, String> of(ProfileId profile, TokenCommand command) {
        return switch (command) {
            case Reserve reserve -> ofReservation(reserve);
            case Exchange exchange ->
                withSize(of(profile, exchange.temporaryToken()), exchange.data().length());
            case Attach attach ->
                withSize(dataTokens.find(attach.token()).map(TokenFacts::of).orElse(Map.of()), attach.size());
            case RequestData request -> of(profile, request.token());
            case ConfigureRisk risk -> of(profile, risk.token());
            case Update update ->
                withSize(of(profile, update.token()), update.data().length());
            case UpdateMetadata update -> of(profile, update.token());
            case Delete delete -> of(profile, delete.token());
        };
    }

    /** Of a token by what its owner holds. */
    public Map<String, String> of(ProfileId profile, TokenText token) {
        return dataTokens.find(profile, secrets.hash(token)).map(TokenFacts::of).orElse(Map.of());
    }

    private static Map<String, String> ofReservation(Reserve reserve) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("context", reserve.context().value());
        putRisk(facts, reserve.meta());
        return facts;
    }

    private static Map<String, String> of(DataToken token) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("context", token.context().value());
        switch (token) {
            case Reserved reserved -> put(facts, reserved.attributes());
            case Permanent permanent -> {
                put(facts, permanent.attributes());
                facts.put("size", Long.toString(permanent.placement().size()));
            }
            case DataToken.Deleted _, DataToken.Expired _ -> {}
        }
        return facts;
    }

    private static void put(Map<String, String> facts, Attributes attributes) {
        putRisk(facts, attributes.risk());
        attributes
                .file()
                .ifPresent(file -> facts.put("fileName", file.fileName().value()));
    }

    /** The risk fields among others. */
    static Metadata riskOf(Metadata meta) {
        Map<String, Object> risk = new LinkedHashMap<>();
        RISK.forEach(field -> meta.text(field).ifPresent(value -> risk.put(field, value)));
        return new Metadata(risk);
    }

    private static void putRisk(Map<String, String> facts, Metadata risk) {
        RISK.forEach(field -> risk.text(field).ifPresent(value -> facts.put(field, value)));
    }

    private static Map<String, String> withSize(Map<String, String> facts, long size) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put("size", Long.toString(size));
        return all;
    }
}
