package io.privicore.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as somebody meets it who has just cloned the repository. */
class DemoIT {

    private final Path temporary;

    DemoIT(@TempDir Path temporary) {
        this.temporary = temporary;
    }

    @Test
    void doesTheJobAndLeavesNothingBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RunningPlatform demo =
                        RunningPlatform.demo(temporary, "--once", "--port", Integer.toString(taken.getLocalPort()))) {
            demo.said("Add 3 storage devices");
            var processes = processes(demo);
            assertThat(processes).hasSizeGreaterThan(3);

            assertThat(demo.output())
                    .contains("port " + taken.getLocalPort() + " is taken")
                    .contains("the same, byte for byte")
                    .contains("2 of 3 devices")
                    .contains("3 of 3 devices")
                    .doesNotContain("\tat ");
            assertThat(demo.exitCode()).isZero();
            assertThat(processes).allSatisfy(DemoIT::ends);
            assertThat(foldersOfTheDemo()).isEmpty();
        }
    }

    @Test
    void leavesNothingBehindWhenItIsStopped() throws Exception {
        try (RunningPlatform demo = RunningPlatform.demo(temporary, "--port", "0")) {
            demo.said("Say what the file is");
            var processes = processes(demo);

            demo.stop();

            assertThat(processes).isNotEmpty().allSatisfy(DemoIT::ends);
            assertThat(foldersOfTheDemo()).isEmpty();
            assertThat(demo.output()).doesNotContain("failed").doesNotContain("\tat ");
        }
    }

    @Test
    void streamsWhatIsTooLongForAMessage() throws Exception {
        try (RunningPlatform demo = RunningPlatform.demo(temporary, "--size", "3M", "--once", "--port", "0")) {
            assertThat(demo.output())
                    .contains("3,145,728 bytes")
                    .contains("the same, byte for byte")
                    .contains("3 of 3 devices")
                    .doesNotContain("\tat ");
            assertThat(demo.exitCode()).isZero();
        }
    }

    @Test
    void handsOutWhatTwoOfThreeDevicesAgreeToAlsoAfterItWasKilled() throws Exception {
        try (RunningPlatform demo = RunningPlatform.demo(temporary, "--vote", "--port", "0")) {
            assertThat(demo.output())
                    .contains("3 votes, 3 signed by their devices; they decide: approved")
                    .contains("refused: policy.denied")
                    .contains("open, it has waited")
                    .contains("All done in")
                    .doesNotContain("\tat ");
            assertThat(demo.exitCode()).isZero();
            assertThat(foldersOfTheDemo()).isEmpty();
        }
    }

    @Test
    void removesAMemberOnlyWhenTwoAdministratorsDevicesAgree() throws Exception {
        try (RunningPlatform demo = RunningPlatform.demo(temporary, "--directory", "--port", "0")) {
            assertThat(demo.output())
                    .contains("\"created\":1000")
                    .contains("1002,refused,,import.row_invalid,email")
                    .contains("1,001 users, the owner among them")
                    .contains("open, 1 of 2 votes")
                    .contains("still there")
                    .contains("2 votes, 2 signed by their devices; they decide: approved")
                    .contains("directory.remove-user succeeded")
                    .contains("chained; the end is signed")
                    .contains("All done in")
                    .doesNotContain("\tat ");
            assertThat(demo.exitCode()).isZero();
            assertThat(foldersOfTheDemo()).isEmpty();
        }
    }

    @Test
    void explainsWhatASizeIs() throws Exception {
        try (RunningPlatform demo = RunningPlatform.demo(temporary, "--size", "huge", "--once")) {
            assertThat(demo.output()).contains("300M").doesNotContain("\tat ");
            assertThat(demo.exitCode()).isEqualTo(1);
        }
    }

    /** The devices, and the database, which is nobody's child. */
    private List<ProcessHandle> processes(RunningPlatform demo) throws Exception {
        List<ProcessHandle> processes = new ArrayList<>(demo.children());
        for (Path folder : foldersOfTheDemo()) {
            String pid = Files.readAllLines(folder.resolve("postgres/postmaster.pid"))
                    .getFirst();
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(processes::add);
        }
        return processes;
    }

    // PostgreSQL gives up its folder a moment before its process has ended and is collected.
    private static void ends(ProcessHandle process) {
        assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10));
    }

    private List<Path> foldersOfTheDemo() throws Exception {
        try (var files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("privicore-demo-"))
                    .toList();
        }
    }
}
