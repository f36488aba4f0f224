package io.privicore.bootstrap.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the person who watches sees: numbered steps with the time each took, and aligned facts below them, within 80
 * columns. The title of a step is there while it is under way.
 */
public final class Screen {

    private static final int WIDTH = 80;
    private static final int TITLE_END = 66;
    private static final int FACT_INDENT = 4;
    private static final int VALUE_INDENT = 20;
    private static final int BAR = 40;
    private static final long SHOWN_EVERY = 100_000_000;

    private final PrintStream out;
    private final boolean coloured;
    private final List<Fact> facts = new ArrayList<>();
    private int number;
    private int titleLength;
    private String title = "";
    private long shown;
    private long began;
    private boolean open;

    private Screen(PrintStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
    }

    /** The standard output; coloured if that is a terminal and nobody asked for no colours (no-color.org). */
    @SuppressWarnings("SystemOut")
    public static Screen standard() {
        Console console = System.console();
        String noColour = System.getenv("NO_COLOR");
        boolean coloured = console != null
                && console.isTerminal()
                && (noColour == null || noColour.isEmpty())
                && !"dumb".equals(System.getenv("TERM"));
        return new Screen(System.out, coloured);
    }

    /** What a step consists of. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    /** A whole step. If its work fails the step stays open, for {@link #failed} to say why. */
    void step(String title, Work work) throws Exception {
        begin(title);
        work.run();
        end();
    }

    /** Begins a step that takes more than one place in the program. */
    public void begin(String title) {
        number++;
        this.title = title;
        String line = "%2d  %s ".formatted(number, title);
        titleLength = line.length();
        out.print(line.substring(0, 4) + Style.BOLD.on(title, coloured) + " ");
        out.flush();
        facts.clear();
        open = true;
        began = System.nanoTime();
    }

    /** Something to know about the step under way; it is shown when the step ends. */
    public void fact(String name, String value) {
        facts.add(new Fact(name, value));
    }

    /** Shows how far the step under way is, where somebody can see it move. */
    public void progress(long done, long total) {
        long now = System.nanoTime();
        if (!coloured || total <= 0 || now - shown < SHOWN_EVERY) {
            return;
        }
        shown = now;
        int filled = (int) (BAR * done / total);
        double seconds = Math.max(1, now - began) / 1e9;
        out.print("\r\u001b[K    [" + "#".repeat(filled) + ".".repeat(BAR - filled)
                + "] %3d %%  %,.0f MB/s".formatted(100 * done / total, done / 1e6 / seconds));
        out.flush();
    }

    /** The step under way is done. */
    public void end() {
        if (shown > began) {
            out.print("\r\u001b[K" + "%2d  ".formatted(number) + Style.BOLD.on(title, coloured) + " ");
        }
        String time = inWords(Duration.ofNanos(System.nanoTime() - began));
        String dots = ".".repeat(Math.max(2, TITLE_END - titleLength));
        out.println(Style.FAINT.on(dots, coloured) + Style.GOOD.on(" %9s".formatted(time), coloured));
        open = false;
        facts.forEach(this::print);
        facts.clear();
        out.println();
    }

    private void print(Fact fact) {
        List<String> lines = wrapped(fact.value(), WIDTH - VALUE_INDENT);
        String name = " ".repeat(FACT_INDENT) + fact.name();
        String padding = " ".repeat(Math.max(1, VALUE_INDENT - name.length()));
        out.println(Style.FAINT.on(name, coloured) + padding + lines.getFirst());
        lines.stream().skip(1).forEach(line -> out.println(" ".repeat(VALUE_INDENT) + line));
    }

    /** A sentence that stands by itself. */
    public void say(String text) {
        wrapped(text, WIDTH).forEach(out::println);
    }

    /** A line as it is, for what is copied from the screen. */
    void line(String text) {
        out.println(text);
    }

    void heading(String text) {
        out.println(Style.BOLD.on(text, coloured));
    }

    /** Ends the step under way, if there is one, and says why nothing more comes. */
    public void failed(String why) {
        breakOff();
        String where = number == 0 ? "The demo failed: " : "The demo failed in step " + number + ": ";
        wrapped(where + why, WIDTH).forEach(line -> out.println(Style.BAD.on(line, coloured)));
    }

    /** Ends the line of a step that will not end by itself. */
    void breakOff() {
        if (open) {
            out.println();
            open = false;
            out.println();
        }
    }

    static String inWords(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0
                ? time.toMillis() + " ms"
                : "%.1f s".formatted(time.toMillis() / 1000.0);
    }

    static String bytes(long count) {
        return String.format(Locale.ROOT, "%,d bytes", count);
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private record Fact(String name, String value) {}

    private enum Style {
        BOLD("1"),
        FAINT("2"),
        GOOD("32"),
        BAD("31");

        private final String code;

        Style(String code) {
            this.code = code;
        }

        String on(String text, boolean coloured) {
            return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
        }
    }
}
