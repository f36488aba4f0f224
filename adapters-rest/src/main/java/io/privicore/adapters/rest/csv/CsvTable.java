package io.privicore.adapters.rest.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.privicore.application.query.Table;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a table as CSV while the client takes it. */
public final class CsvTable {

    public static final String TYPE = "text/csv";

    private CsvTable() {}

    public static StreamingOutput of(Table table) {
        return output -> write(table, output);
    }

    /** The caller ends the output; what was written so far is handed over after every batch. */
    private static void write(Table table, OutputStream output) throws IOException {
        var csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.REQUIRED)
                .build(output, StandardCharsets.UTF_8);
        csv.writeRecord(disarmed(table.columns()));
        for (var rows = table.next(); rows.isPresent(); rows = table.next()) {
            rows.get().forEach(cells -> csv.writeRecord(disarmed(cells)));
            csv.flush();
        }
        csv.flush();
    }

    private static List<String> disarmed(List<String> cells) {
        return cells.stream().map(Formulas::disarmed).toList();
    }
}
