package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.testing.ExamplePlugin;
import io.powerx.publish.testing.Signals;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** A user's shell: runs the command in this process with its own environment, home and working folder. */
public final class Shell {
    /** The repository, whose example plugin the tests publish. */
    public static final Path REPOSITORY =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();

    /** Long enough for a busy machine. */
    static final Duration PATIENT = Duration.ofMinutes(2);

    private final Map<String, String> environment = new HashMap<>();
    private final Path folder;
    private final Path home;
    private boolean terminal;
    private int columns = -1;
    private Charset charset = StandardCharsets.UTF_8;
    private String answers;
    private String program = "px-plugin";
    private Duration reportLimit = PATIENT;
    private Clock clock = Clock.systemUTC();

    public Shell(Path root) {
        this.folder = root.resolve("work");
        this.home = root.resolve("home");
        try {
            Files.createDirectories(folder);
            Files.createDirectories(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public Path home() {
        return home;
    }

    /** Started by another name, such as that of the launcher in a checkout. */
    public Shell startedAs(String name) {
        program = name;
        return this;
    }

    public Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** A user who answers questions with these lines. */
    public Shell answering(String lines) {
        answers = lines;
        return this;
    }

    /** A pipe instead of a terminal. */
    public Shell piped() {
        terminal = false;
        return this;
    }

    /** A terminal that displays another charset than UTF-8. */
    public Shell displaying(String name) {
        charset = Charset.forName(name);
        return this;
    }

    public Shell onTerminal() {
        terminal = true;
        return this;
    }

    /** A terminal with that many columns; 0 if standard output goes elsewhere. */
    public Shell wide(int width) {
        columns = width;
        return this;
    }

    /** A command that soon gives up on servers that its reports go to and that do not reply. */
    public Shell impatient() {
        reportLimit = Duration.ofMillis(200);
        return this;
    }

    public Shell with(Clock other) {
        clock = other;
        return this;
    }

    public Duration reportLimit() {
        return reportLimit;
    }

    /** Publishes with the token and the key of a sandbox. */
    public Shell publishingTo(Sandbox sandbox) {
        return with("PX_MARKETPLACE_API_URL", sandbox.apiUri().toString())
                .with("PX_MARKETPLACE_TOKEN", sandbox.publisherToken().reveal())
                .with("PX_SIGNING_KEY", sandbox.signingKey().toString())
                .with("PX_SIGNING_CERTIFICATE", sandbox.signingCertificate().toString());
    }

    public Map<String, String> environment() {
        return environment;
    }

    /** A copy of the example plugin in the working folder. */
    public Path examplePlugin(String name) {
        return ExamplePlugin.copyTo(folder.resolve(name));
    }

    /** Adds a file of that size that cannot be compressed. */
    public static void enlarge(Path plugin, int bytes) throws IOException {
        byte[] noise = new byte[bytes];
        new Random(7).nextBytes(noise);
        Files.write(plugin.resolve("web-admin/.output/public/noise.bin"), noise);
    }

    public Outcome run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new PxPlugin(new Host(
                        environment,
                        folder,
                        home,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal,
                        columns >= 0 ? columns : terminal ? Columns.WIDTH : 0,
                        clock,
                        answers == null ? null : new BufferedReader(new StringReader(answers)),
                        program,
                        reportLimit,
                        () -> charset))
                .run(arguments);
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Starts the command in a separate process, which can be killed. */
    public Process start(String... arguments) throws IOException {
        return startWithGrace(Duration.ofMinutes(2), arguments);
    }

    /** @param grace the time to end after a signal */
    public Process startWithGrace(Duration grace, String... arguments) throws IOException {
        return start(Signals.reaching(command(grace, arguments)));
    }

    /** Starts the command with a terminal, without the launcher, which knows whether standard error is one. */
    public Process startOnTerminal(String... arguments) throws IOException {
        String line = command(Duration.ofMinutes(2), arguments).stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        return start(List.of("script", "--quiet", "--return", "--command", line, "/dev/null"));
    }

    private static List<String> command(Duration grace, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dpx.grace.seconds=" + grace.toSeconds(),
                "-cp",
                System.getProperty("java.class.path"),
                PxPlugin.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PX_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    public record Outcome(int exitCode, String out, String err) {
        /** The JSON document on standard output, after which there must be nothing else. */
        public JsonNode onlyDocument() throws IOException {
            try (JsonParser parser = Json.mapper().createParser(out)) {
                JsonNode document = parser.readValueAsTree();
                assertThat(document).isNotNull();
                assertThat(parser.nextToken()).isNull();
                return document;
            }
        }
    }
}
