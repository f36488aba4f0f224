package io.privicore.adapters.persistence.token;

import io.privicore.adapters.persistence.tx.Sql;
import io.privicore.application.port.KeyTraces;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Traces of the key store in PostgreSQL: one row, and the numbers that placements carry. */
@ApplicationScoped
public class JpaKeyTraces implements KeyTraces {

    private final Sql sql;

    JpaKeyTraces(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<String> fingerprint() {
        return sql.first("select fingerprint from key_store", row -> row.getString("fingerprint"));
    }

    @Override
    public String note(String fingerprint) {
        sql.update("insert into key_store (fingerprint) values (?) on conflict do nothing", fingerprint);
        return fingerprint().orElseThrow();
    }

    @Override
    public boolean wrappedBeyond(int keyVersion) {
        return sql.first("select true from placement where key_version > ? limit 1", _ -> true, keyVersion)
                .isPresent();
    }
}
