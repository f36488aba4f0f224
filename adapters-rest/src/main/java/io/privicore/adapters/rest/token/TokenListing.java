package io.privicore.adapters.rest.token;

import io.privicore.adapters.rest.form.Form;
import io.privicore.adapters.rest.form.Values;
import io.privicore.adapters.rest.view.Json;
import io.privicore.application.query.TokenQuery.Field;
import io.privicore.application.query.TokenQuery.Filter;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.application.query.TokenQuery.TokenView;
import io.privicore.domain.token.FileMeta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How a list of data tokens is asked for and shown. */
final class TokenListing {

    private TokenListing() {}

    static ListTokens query(Form form) {
        var filters = form.group("filters").map(TokenListing::filters).orElse(List.of());
        boolean deleted = form.flag("deleted");
        return new ListTokens(filters, deleted, Values.paging(form));
    }

    static Json view(TokenView token) {
        var file = token.file();
        var view = Json.of("token", token.token())
                .with("context", token.context())
                .with("fileName", file.map(meta -> meta.fileName().value()))
                .with("extension", file.map(FileMeta::extension))
                .with("size", token.size())
                .with("path", file.map(FileMeta::path))
                .with("classification", token.risk().text("classification"))
                .with(
                        "meta",
                        Json.of("file", file.map(TokenListing::view).orElseGet(Json::object))
                                .with("data", token.data().fields())
                                .with("information_security_risk", token.risk().fields()))
                .with("version", token.version())
                .with(
                        "replicas",
                        Json.of("held", token.replicas().held())
                                .with("expected", token.replicas().expected()))
                .with("createdAt", token.createdAt())
                .with("updatedAt", token.updatedAt());
        return view.withPresent(
                "erasure", token.erasure().map(erasure -> Json.of("keyDestroyedAt", erasure.keyDestroyedAt())
                        .with("confirmed", erasure.confirmed())
                        .with("expected", erasure.expected())));
    }

    private static Json view(FileMeta file) {
        return Json.of("fileName", file.fileName().value())
                .with("extension", file.extension())
                .with("context", file.context())
                .with("size", file.size())
                .with("path", file.path());
    }

    private static List<Filter> filters(Form form) {
        List<Filter> filters = new ArrayList<>();
        for (var name : form.names()) {
            var field = Arrays.stream(Field.values())
                    .filter(candidate -> candidate.wire().equals(name))
                    .findFirst();
            if (field.isPresent()) {
                form.optional(name, value -> new Filter(field.get(), value)).ifPresent(filters::add);
            } else {
                // A mistyped filter must not list everything.
                form.fault(name, "unknown", "there is no such filter");
            }
        }
        return filters;
    }
}
