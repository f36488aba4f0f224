package io.privicore.device.authenticator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A person at a terminal, who is asked about every ballot. */
public final class Terminal {

    private static final Duration LOOKS = Duration.ofMillis(250);
    private static final int MOST_NOTES = 1000;

    private final Conversation conversation;
    private final BufferedReader in;
    private final BlockingQueue<Said> said = new ArrayBlockingQueue<>(MOST_NOTES);

    public Terminal(Desk desk, BufferedReader in, PrintWriter out, InstantSource clock, boolean screen) {
        this.conversation = new Conversation(desk, out, clock, screen);
        this.in = in;
    }

    /** What happens besides the ballots. */
    private sealed interface Said {}

    private record Typed(String line) implements Said {}

    private record Note(String text) implements Said {}

    private record End() implements Said {}

    /** Asks until the input ends. */
    public void run() throws InterruptedException {
        Thread.ofPlatform().daemon().name("device-terminal").start(this::read);
        conversation.begin();
        while (true) {
            switch (said.poll(LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                case Typed(var line) -> conversation.answer(line);
                case Note(var text) -> conversation.note(text);
                case End _ -> {
                    return;
                }
                case null -> {}
            }
            conversation.look();
        }
    }

    /** Shows a line between the questions; left out where very many wait. */
    public void note(String text) {
        said.offer(new Note(text));
    }

    private void read() {
        try {
            try {
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    said.put(new Typed(line));
                }
            } catch (IOException lost) {
                // As good as the end.
            }
            said.put(new End());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
