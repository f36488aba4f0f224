package io.privicore.adapters.rest.csv;

import static io.privicore.domain.kernel.Reason.IMPORT_MALFORMED;
import static io.privicore.domain.kernel.Reason.IMPORT_NOT_UTF8;
import static io.privicore.domain.kernel.Reason.IMPORT_TOO_LARGE;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.privicore.adapters.rest.form.Purity;
import io.privicore.domain.kernel.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Reads CSV by RFC 4180 from a stream: UTF-8 with or without a byte order mark, a header, rows of as many cells, one row at
 * a time. Refuses what is none with {@code IMPORT_MALFORMED}, {@code IMPORT_NOT_UTF8} or {@code IMPORT_TOO_LARGE}.
 */
public final class CsvFile {

    static final int MOST_COLUMNS = 1_000;
    static final int LONGEST_CELL = 16_384;
    static final int LONGEST_ROW = 65_536;

    /** How many characters of cells are handed over at a time, give or take a row. */
    private static final int BATCH = 262_144;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Quotes text;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> columns;

    /** @param line where it begins */
    public record Row(long line, Map<String, String> cells) {}

    /**
     * Reads the header.
     *
     * @param known which columns there may be
     */
    public CsvFile(InputStream bytes, Predicate<String> known) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        text = new Quotes(withoutMark(new BufferedReader(new InputStreamReader(bytes, decoder))));
        records = CsvReader.builder()
                .skipEmptyLines(true)
                .allowMissingFields(false)
                .allowExtraFields(false)
                .maxBufferSize(LONGEST_ROW)
                .build(
                        CsvRecordHandler.builder()
                                .maxFields(MOST_COLUMNS)
                                .maxFieldSize(LONGEST_CELL)
                                .maxRecordSize(LONGEST_ROW)
                                .build(),
                        text)
                .iterator();
        columns = header(known);
    }

    public List<String> columns() {
        return columns;
    }

    /** Up to so many further rows, fewer where they are long, with the cells that are not blank; none after the last. */
    public List<Row> next(int limit) throws IOException {
        var rows = new ArrayList<Row>();
        long length = 0;
        while (rows.size() < limit && length < BATCH && hasNext()) {
            var row = row(record());
            rows.add(row);
            length += row.cells().values().stream().mapToInt(String::length).sum();
        }
        if (rows.isEmpty() && text.isWithin()) {
            throw new Refusal(IMPORT_MALFORMED, "Expected every quote to be closed, but one is not");
        }
        return rows;
    }

    private List<String> header(Predicate<String> known) throws IOException {
        if (!hasNext()) {
            throw new Refusal(IMPORT_MALFORMED, "Expected a header, but the file is empty");
        }
        var names = record().getFields().stream().map(String::strip).toList();
        var seen = new HashSet<String>();
        for (var name : names) {
            if (!known.test(name)) {
                throw new Refusal(
                        IMPORT_MALFORMED,
                        "Expected columns that users have, but there is \"%s\"".formatted(shown(name)));
            }
            if (!seen.add(name)) {
                throw new Refusal(
                        IMPORT_MALFORMED, "Expected every column once, but \"%s\" is there twice".formatted(name));
            }
        }
        return names;
    }

    private Row row(CsvRecord record) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            var cell = Formulas.restored(record.getField(i));
            if (!cell.isBlank()) {
                cells.put(columns.get(i), pure(cell, record.getStartingLineNumber()));
            }
        }
        return new Row(record.getStartingLineNumber(), cells);
    }

    private static String pure(String cell, long line) {
        try {
            return Purity.requireText(cell);
        } catch (IllegalArgumentException impure) {
            throw new Refusal(IMPORT_MALFORMED, "Expected text, but line %d holds something else".formatted(line));
        }
    }

    private boolean hasNext() throws IOException {
        try {
            return records.hasNext();
        } catch (CsvParseException malformed) {
            throw refusal(malformed);
        } catch (UncheckedIOException failure) {
            throw unwrapped(failure);
        }
    }

    private CsvRecord record() throws IOException {
        try {
            return records.next();
        } catch (CsvParseException malformed) {
            throw refusal(malformed);
        } catch (UncheckedIOException failure) {
            throw unwrapped(failure);
        }
    }

    /** What the parser says of it may hold cells; only its first words, which say what is wrong and where, are looked at. */
    private static Refusal refusal(CsvParseException malformed) {
        for (Throwable cause = malformed; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return notUtf8();
            }
            var said = String.valueOf(cause.getMessage());
            if (said.contains("exceed") || said.contains("Maximum") || said.contains("maximum")) {
                return new Refusal(
                        IMPORT_TOO_LARGE,
                        "Expected at most %d columns, %d characters in a cell and %d in a row, but there are more"
                                .formatted(MOST_COLUMNS, LONGEST_CELL, LONGEST_ROW));
            }
        }
        return new Refusal(
                IMPORT_MALFORMED,
                "Expected CSV by RFC 4180 with as many cells in every row as in the header, but it is not");
    }

    private static IOException unwrapped(UncheckedIOException failure) {
        var cause = failure.getCause();
        if (cause == null || cause instanceof CharacterCodingException) {
            throw notUtf8();
        }
        return cause;
    }

    private static Refusal notUtf8() {
        return new Refusal(IMPORT_NOT_UTF8, "Expected a file in UTF-8, but it is in another encoding");
    }

    private static String shown(String name) {
        var cleaned = name.replaceAll("\\p{Cntrl}", " ");
        return cleaned.length() > 60 ? cleaned.substring(0, 60) + "…" : cleaned;
    }

    private static BufferedReader withoutMark(BufferedReader text) throws IOException {
        text.mark(1);
        try {
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
        } catch (CharacterCodingException wrong) {
            throw notUtf8();
        }
        return text;
    }
}
