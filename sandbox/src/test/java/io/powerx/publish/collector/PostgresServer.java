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
        PostgresServer server = new PostgresServer(programs, folder.resolve("data"), freePort());
        if (isRoot()) {
            run(List.of("chown", UNPRIVILEGED, folder.toString()));
        }
        server.runAsUser("initdb", "-D", server.data.toString(), "-U", "px", "-A", "trust", "-E", "UTF8", "--no-sync");
        server.runAsUser(
                "pg_ctl",
                "-D",
                server.data.toString(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-h 127.0.0.1 -p " + server.port + " -k '' -F",
                "start");
        return server;
    }

    String url() {
        return "postgresql://127.0.0.1:" + port + "/postgres";
    }

    private void runAsUser(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + UNPRIVILEGED, "--regid=" + UNPRIVILEGED, "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("px-postgres", ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exit = process.waitFor();
        assertThat(exit).as("%s: %s", command, Files.readString(output)).isZero();
        Files.delete(output);
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
        runAsUser("pg_ctl", "-D", data.toString(), "-m", "immediate", "stop");
        try (Stream<Path> files = Files.walk(data.getParent())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
