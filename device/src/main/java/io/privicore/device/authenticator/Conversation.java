package io.privicore.device.authenticator;

import io.privicore.device.authenticator.Desk.Casting;
import io.privicore.device.http.Printable;
import io.privicore.protocol.message.Choice;
import io.privicore.protocol.message.EngineMessage.AuthenticatorBallot;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Shows one ballot after the other and asks for a vote on each. An answer only ever counts for the ballot that was shown
 * when it was asked for: where that ballot is gone by then, the answer is thrown away. Used by one thread.
 */
final class Conversation {

    private static final String RULE = "─".repeat(72);
    /** Up one line, to its start; what is there is overwritten and the cursor put back. */
    private static final String REWRITE_LINE_ABOVE = "\u001b7\u001b[1A\r%s\u001b[K\u001b8";

    private static final String CLEAR_LINE = "\r\u001b[K";

    /** Nobody has read a ballot so soon; what comes then was typed or pasted for another one. */
    private static final Duration UNREAD = Duration.ofMillis(500);

    /** A poll that runs out of time ends a moment after its ballots. */
    private static final Duration RESULT_COMES = Duration.ofMinutes(1);

    private final Desk desk;
    private final PrintWriter out;
    private final InstantSource clock;
    /** Whether lines can be written over. */
    private final boolean screen;

    private final Map<UUID, AuthenticatorBallot> known = new LinkedHashMap<>();
    private final Map<UUID, AuthenticatorBallot> voted = new LinkedHashMap<>();
    private final Set<UUID> skipped = new HashSet<>();
    private Instant shownAt = Instant.MIN;
    private Prompt prompt = new Idle();
    private String timeShown = "";

    Conversation(Desk desk, PrintWriter out, InstantSource clock, boolean screen) {
        this.desk = desk;
        this.out = out;
        this.clock = clock;
        this.screen = screen;
    }

    /** What is asked at the moment. */
    private sealed interface Prompt {}

    private record Idle() implements Prompt {}

    private record AskChoice(AuthenticatorBallot ballot) implements Prompt {}

    private record AskReason(AuthenticatorBallot ballot, Choice choice) implements Prompt {}

    /** The ballot that was asked about is gone; what is being typed is for nobody. */
    private record Gone() implements Prompt {}

    void begin() {
        out.println("Ballots appear here as they come. Ctrl-C ends the device; what waits then is shown again.");
        out.flush();
    }

    /** Shows what has changed since the last look. */
    void look() {
        var open = desk.open();
        var now = new HashMap<UUID, AuthenticatorBallot>();
        open.forEach(ballot -> now.put(ballot.ballot(), ballot));
        for (var ballot : List.copyOf(known.values())) {
            if (!now.containsKey(ballot.ballot())) {
                gone(ballot);
            }
        }
        tellResults();
        boolean more = false;
        for (var ballot : open) {
            more |= known.put(ballot.ballot(), ballot) == null;
        }
        switch (prompt) {
            case Idle _ -> next(open).ifPresent(ballot -> show(ballot, open.size()));
            case AskChoice asked -> {
                if (more) {
                    interrupt("Another ballot has come; %d wait.".formatted(open.size()));
                } else {
                    countDown(asked.ballot());
                }
            }
            case AskReason _, Gone _ -> {}
        }
        out.flush();
    }

    /** Takes what was typed. */
    void answer(String typed) {
        var answer = typed.strip();
        switch (prompt) {
            case Idle _ -> {}
            case Gone _ -> prompt = new Idle();
            case AskChoice(var ballot) -> {
                if (clock.instant().isBefore(shownAt.plus(UNREAD))) {
                    interrupt("That came before the ballot could be read.");
                } else {
                    choose(ballot, answer.toLowerCase(Locale.ROOT));
                }
            }
            case AskReason(var ballot, var choice) -> reason(ballot, choice, answer);
        }
        look();
    }

    /** Shows a line that is not about ballots. */
    void note(String text) {
        interrupt(text);
        out.flush();
    }

    private void choose(AuthenticatorBallot ballot, String answer) {
        switch (answer) {
            case "y", "yes" -> askReason(ballot, Choice.YES);
            case "n", "no" -> askReason(ballot, Choice.NO);
            case "a", "abstain" -> askReason(ballot, Choice.ABSTAIN);
            case "s", "skip" -> {
                skipped.add(ballot.ballot());
                prompt = new Idle();
            }
            default -> {
                out.println("Please type y, n, a or s.");
                ask(ballot);
            }
        }
    }

    private void askReason(AuthenticatorBallot ballot, Choice choice) {
        prompt = new AskReason(ballot, choice);
        askAgain();
    }

    private void reason(AuthenticatorBallot ballot, Choice choice, String answer) {
        if (answer.equals("-")) {
            ask(ballot);
        } else if (answer.codePointCount(0, answer.length()) > Opinion.LONGEST_REASON) {
            out.printf("The reason is too long; %d characters are the most.%n", Opinion.LONGEST_REASON);
            askAgain();
        } else {
            cast(ballot, new Opinion(choice, Printable.line(answer)));
        }
    }

    private void cast(AuthenticatorBallot ballot, Opinion opinion) {
        try {
            var casting = desk.cast(ballot.ballot(), opinion);
            out.println(
                    switch (casting) {
                        case CAST -> "Voted %s.".formatted(name(opinion.choice()));
                        case VOTED_BEFORE -> "Not voted: there is a vote already.";
                        case OVER -> "Not voted: the ballot is closed.";
                    });
            if (casting != Casting.OVER) {
                known.remove(ballot.ballot());
                skipped.remove(ballot.ballot());
                voted.put(ballot.ballot(), ballot);
            }
            prompt = new Idle();
        } catch (IOException | IllegalArgumentException e) {
            out.println("Not voted: " + e.getMessage());
            ask(ballot);
        }
    }

    private void tellResults() {
        for (var ballot : List.copyOf(voted.values())) {
            if (desk.result(ballot.ballot()).isPresent()) {
                voted.remove(ballot.ballot());
                interrupt(end(ballot));
            } else if (ballot.isOver(clock.instant().minus(RESULT_COMES))) {
                voted.remove(ballot.ballot());
            }
        }
    }

    private void gone(AuthenticatorBallot ballot) {
        known.remove(ballot.ballot());
        skipped.remove(ballot.ballot());
        var end = end(ballot);
        if (asked().map(AuthenticatorBallot::ballot).equals(Optional.of(ballot.ballot()))) {
            prompt = new Gone();
            freshLine();
            out.println(end);
            askAgain();
        } else {
            interrupt(end);
        }
    }

    private String end(AuthenticatorBallot ballot) {
        var end = desk.result(ballot.ballot())
                .map(result -> switch (result) {
                    case APPROVED -> "is approved";
                    case REJECTED -> "is rejected";
                    case FAILED -> "has ended without a result";
                    case CANCELLED -> "is cancelled";
                    case LAPSED -> "does not need this vote any more";
                })
                .orElse("is out of time");
        return "“%s” %s.".formatted(Printable.line(ballot.title()), end);
    }

    private Optional<AuthenticatorBallot> asked() {
        return switch (prompt) {
            case AskChoice(var ballot) -> Optional.of(ballot);
            case AskReason reason -> Optional.of(reason.ballot());
            case Idle _, Gone _ -> Optional.empty();
        };
    }

    private Optional<AuthenticatorBallot> next(List<AuthenticatorBallot> open) {
        if (open.stream().allMatch(ballot -> skipped.contains(ballot.ballot()))) {
            skipped.clear();
        }
        return open.stream()
                .filter(ballot -> !skipped.contains(ballot.ballot()))
                .findFirst();
    }

    private void show(AuthenticatorBallot ballot, int waiting) {
        out.println(RULE);
        out.println(Printable.line(ballot.title()) + (waiting > 1 ? "   (%d ballots wait)".formatted(waiting) : ""));
        ballot.question().lines().forEach(line -> out.println("  " + Printable.line(line)));
        int width = ballot.attributes().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        ballot.attributes()
                .forEach((name, value) -> out.printf(
                        "  %s%s   %s%n",
                        Printable.line(name), " ".repeat(width - name.length()), Printable.line(value)));
        if (ballot.attempt() > 1) {
            out.printf("  attempt %d%n", ballot.attempt());
        }
        out.println("  digest of the operation " + ballot.operation());
        shownAt = clock.instant();
        ask(ballot);
    }

    private void ask(AuthenticatorBallot ballot) {
        prompt = new AskChoice(ballot);
        askAgain();
    }

    private void askAgain() {
        switch (prompt) {
            case Idle _ -> {}
            case Gone _ -> out.print("Press Enter to go on. ");
            case AskChoice(var ballot) -> {
                timeShown = timeLeft(ballot, clock.instant());
                out.println(timeShown);
                out.print("[y]es, [n]o, [a]bstain or [s]kip? ");
            }
            case AskReason reason ->
                out.printf("Reason for %s (Enter for none, - to think again): ", name(reason.choice()));
        }
    }

    /** Says something in between, and asks once more. */
    private void interrupt(String text) {
        freshLine();
        out.println(Printable.line(text));
        askAgain();
    }

    // What was typed so far is still in the terminal's line, though no longer to be seen.
    private void freshLine() {
        if (!(prompt instanceof Idle)) {
            out.print(screen ? CLEAR_LINE : System.lineSeparator());
        }
    }

    private void countDown(AuthenticatorBallot ballot) {
        var left = timeLeft(ballot, clock.instant());
        if (screen && !left.equals(timeShown)) {
            timeShown = left;
            out.printf(REWRITE_LINE_ABOVE, left);
        }
    }

    private static String timeLeft(AuthenticatorBallot ballot, Instant now) {
        var left = Duration.between(now, ballot.closesAt());
        var seconds = "%02d:%02d".formatted(left.toMinutesPart(), left.toSecondsPart());
        return "  closes in " + (left.toHours() > 0 ? left.toHours() + ":" + seconds : seconds);
    }

    private static String name(Choice choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
