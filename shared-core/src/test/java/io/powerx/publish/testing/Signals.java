package io.powerx.publish.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Signals to processes that a test starts. */
public final class Signals {
    /** In the background of a shell, child processes would otherwise ignore SIGINT. */
    private static final List<String> REACHABLE =
            Files.exists(Path.of("/proc/self")) ? List.of("env", "--default-signal=INT") : List.of();

    private Signals() {}

    /** A command whose process can receive every signal. */
    public static List<String> reaching(List<String> command) {
        return Stream.concat(REACHABLE.stream(), command.stream()).toList();
    }

    /** @param name of the signal, without SIG */
    public static void send(String name, Process process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
