package io.privicore.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures as text in columns. */
public final class Table {

    private static final List<String> HEAD = List.of(
            "operation",
            "clients",
            "ops/s",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "max ms",
            "errors",
            "client µs",
            "limit",
            "limit/s",
            "share");

    private Table() {}

    public static String of(List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        figures.forEach(figure -> rows.add(row(figure)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> row(Figure figure) {
        boolean limited = figure.limit() > 0;
        return List.of(
                figure.operation(),
                Integer.toString(figure.clients()),
                number("%,.0f", figure.perSecond()),
                number("%.2f", figure.p50()),
                number("%.2f", figure.p95()),
                number("%.2f", figure.p99()),
                number("%.2f", figure.max()),
                Long.toString(figure.errors()),
                number("%.0f", figure.clientMicros()),
                limited ? figure.limitName() : "–",
                limited ? number("%,.0f", figure.limit()) : "–",
                limited ? number("%.0f %%", figure.share()) : "–");
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Words to the left, numbers to the right. */
    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = row.get(i);
            String gap = " ".repeat(widths[i] - cell.length());
            boolean word = i == 0 || i == 9;
            line.append(word ? cell + gap : gap + cell).append("  ");
        }
        return line.toString().stripTrailing();
    }
}
