package io.powerx.publish.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server of this machine's package on loopback, with its data in a temporary folder. */
final class PostgresServer {
    private static final String UNPRIVILEGED = "65534";
    private static final int ATTEMPTS = 5;
    private static final String START_SECONDS = "300";

    private final Path programs;
    private final Path data;
    private final int port;

    private PostgresServer(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    /** The folder of its programs; empty if it is not installed. */
    static Optional<Path> programs() {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static PostgresServer start(Path programs) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("px-postgres");
        Path data = folder.resolve("data");
        if (isRoot()) {
            succeed(List.of("chown", UNPRIVILEGED, folder.toString()));
        }
        succeed(asUser(
                programs, "initdb", "-D", data.toString(), "-U", "px", "-A", "trust", "-E", "UTF8", "--no-sync"));
        Outcome started = new Outcome(1, "");
        // It cannot choose a port itself, and another process may take a free one first.
        for (int attempt = 0; started.exitCode() != 0 && attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            String options = "-h 127.0.0.1 -p " + port + " -k '' -F";
            started = run(asUser(
                    programs,
                    "pg_ctl",
                    "-D",
                    data.toString(),
                    "-w",
                    "-t",
                    START_SECONDS,
                    "-l",
                    folder.resolve("log").toString(),
                    "-o",
                    options,
                    "start"));
            if (started.exitCode() == 0) {
                return new PostgresServer(programs, data, port);
            }
        }
        throw new AssertionError(started.output() + Files.readString(folder.resolve("log")));
    }

    String url() {
        return "postgresql://127.0.0.1:" + port + "/postgres";
    }

    private static List<String> asUser(Path programs, String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=" + UNPRIVILEGED, "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private record Outcome(int exitCode, String output) {}

    private static void succeed(List<String> command) throws IOException, InterruptedException {
        Outcome outcome = run(command);
        assertThat(outcome.exitCode()).as("%s: %s", command, outcome.output()).isZero();
    }

    private static Outcome run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("px-postgres", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Outcome outcome = new Outcome(process.waitFor(), Files.readString(output));
        Files.delete(output);
        return outcome;
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    void stop() throws IOException, InterruptedException {
        succeed(asUser(programs, "pg_ctl", "-D", data.toString(), "-m", "immediate", "stop"));
        try (Stream<Path> files = Files.walk(data.getParent())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
