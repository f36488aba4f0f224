package io.privicore.bootstrap.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A device with somebody in front of it, who reads what it shows and types. */
final class VotingDevice {

    /** What is typed sooner counts for nothing, since nobody can have read the ballot. */
    private static final Duration READING = Duration.ofMillis(700);

    private static final String ASKED = "closes in";
    private static final String VOTED = "Voted ";
    private static final String GONE = "is rejected";

    private final StorageDevice device;
    private final PrintWriter keyboard;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private int read;

    private VotingDevice(StorageDevice device, Process process) {
        this.device = device;
        this.keyboard = new PrintWriter(process.outputWriter(UTF_8), true);
        Thread.ofVirtual().name("screen-of-" + device.name()).start(() -> watch(process.inputReader(UTF_8)));
    }

    /** Starts the device so that it asks line by line. */
    static VotingDevice start(StorageDevice device) throws IOException {
        return new VotingDevice(device, device.start("lines"));
    }

    String name() {
        return device.name();
    }

    /** Waits for the next ballot and answers the lines that it shows. */
    List<String> awaitBallot() throws Exception {
        Patience.until(name() + " shows a ballot", () -> unread().stream().anyMatch(line -> line.contains(ASKED)));
        var shown = unread().stream()
                .filter(line -> !line.isBlank() && line.startsWith("  ") || line.contains(ASKED))
                .map(String::strip)
                .toList();
        read = lines.size();
        return shown;
    }

    /** Types a vote, once the ballot can have been read. */
    void vote(String letter, String reason) throws Exception {
        Thread.sleep(READING);
        keyboard.println(letter);
        keyboard.println(reason);
        Patience.until(name() + " has voted", () -> lines.stream().skip(read).anyMatch(line -> line.contains(VOTED)));
        read = lines.size();
    }

    /** Waits until the ballot that is shown is taken away, and lets go of it. */
    void letGo() throws Exception {
        Patience.until(
                name() + " hears how the poll ended", () -> unread().stream().anyMatch(line -> line.contains(GONE)));
        keyboard.println();
        read = lines.size();
    }

    private List<String> unread() {
        return lines.stream().skip(read).toList();
    }

    private void watch(BufferedReader screen) {
        try (screen) {
            for (String line = screen.readLine(); line != null; line = screen.readLine()) {
                Files.writeString(
                        device.log(),
                        line + System.lineSeparator(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                lines.add(line);
            }
        } catch (IOException ended) {
            // The device has ended while its screen was read.
            lines.add("");
        }
    }
}
