package io.privicore.adapters.persistence.token;

import io.privicore.application.port.Tokens;
import io.privicore.application.query.TokenQuery.Field;
import io.privicore.application.query.TokenQuery.Filter;
import io.privicore.application.query.TokenQuery.ListTokens;
import io.privicore.domain.kernel.ProfileId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a list of tokens is narrowed by, as SQL. The beginning of every text is indexed; the whole is compared where it
 * is longer than that.
 *
 * @param tokenPrefixes beginnings of the token itself, which the database cannot compare
 */
record TokenCondition(String sql, List<Object> arguments, List<String> tokenPrefixes) {

    private static final int INDEXED = 64;
    private static final Pattern SPECIAL = Pattern.compile("([\\\\%_])");

    static TokenCondition of(ProfileId owner, ListTokens query, Tokens tokens) {
        var sql = new StringBuilder("t.profile_id = ? and t.state = ")
                .append(query.deleted() ? "'DELETED'" : "'PERMANENT'");
        List<Object> arguments = new ArrayList<>();
        arguments.add(owner.value());
        List<String> prefixes = new ArrayList<>();
        for (var filter : query.filters()) {
            if (filter.field() != Field.TOKEN) {
                addText(sql, arguments, filter);
            } else if (!filter.isPrefix()) {
                sql.append(" and t.permanent_hash = ?");
                arguments.add(tokens.hash(filter.text()).bytes());
            } else if (filter.text().startsWith(Tokens.Kind.PERMANENT.prefix())) {
                if (!filter.text().equals(Tokens.Kind.PERMANENT.prefix())) {
                    prefixes.add(filter.text());
                }
            } else if (!Tokens.Kind.PERMANENT.prefix().startsWith(filter.text())) {
                sql.append(" and false");
            }
        }
        return new TokenCondition(sql.toString(), List.copyOf(arguments), List.copyOf(prefixes));
    }

    private static void addText(StringBuilder sql, List<Object> arguments, Filter filter) {
        var column =
                switch (filter.field()) {
                    case FILE_NAME -> "t.file_name";
                    case FILE_EXTENSION -> "t.file_extension";
                    case DATA_TYPE -> "t.data ->> 'type'";
                    case CONTEXT -> "t.context";
                    case TOKEN -> throw new IllegalStateException("Expected a text, but tokens are hashed");
                };
        var text = filter.text();
        var beginning =
                text.substring(0, text.offsetByCodePoints(0, Math.min(INDEXED, text.codePointCount(0, text.length()))));
        boolean whole = beginning.length() == text.length();
        if (filter.isPrefix()) {
            sql.append(" and left(%s, 64) like ?".formatted(column));
            arguments.add(escaped(beginning) + "%");
            if (!whole) {
                sql.append(" and starts_with(%s, ?)".formatted(column));
                arguments.add(text);
            }
        } else {
            sql.append(" and left(%s, 64) = ? and %s = ?".formatted(column, column));
            arguments.add(beginning);
            arguments.add(text);
        }
    }

    private static String escaped(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$1");
    }
}
