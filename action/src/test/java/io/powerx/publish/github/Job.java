package io.powerx.publish.github;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.testing.ExamplePlugin;
import io.powerx.publish.testing.Signals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A job on a runner, with the example plugin in its workspace, command files, and a Marketplace on loopback. */
final class Job implements AutoCloseable {
    final Path workspace;
    final Path output;
    final Path summary;
    final Path marketplace;
    final Sandbox sandbox;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Path home;

    Job(Path root) throws IOException {
        workspace = Files.createDirectories(root.resolve("workspace"));
        home = Files.createDirectories(root.resolve("home"));
        output = root.resolve("output");
        summary = root.resolve("summary");
        marketplace = root.resolve("marketplace");
        sandbox = Sandbox.start(SandboxOptions.builder(marketplace).build());
        ExamplePlugin.copyTo(plugin());
        environment.put("GITHUB_WORKSPACE", workspace.toString());
        environment.put("GITHUB_OUTPUT", output.toString());
        environment.put("GITHUB_STEP_SUMMARY", summary.toString());
        with("project", "plugin");
        with("api-url", sandbox.baseUri().toString());
        with("telemetry-endpoint", sandbox.telemetryUri().toString());
        with("token", sandbox.publisherToken().reveal());
        with("signing-key", Files.readString(sandbox.signingKey()));
        with("signing-certificate", Files.readString(sandbox.signingCertificate()));
    }

    Path plugin() {
        return workspace.resolve("plugin");
    }

    Job with(String input, String value) {
        environment.put("INPUT_" + input.toUpperCase(Locale.ROOT), value);
        return this;
    }

    Job variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Job edit(String file, String pattern, String replacement) throws IOException {
        Path path = plugin().resolve(file);
        Files.writeString(path, Files.readString(path).replaceFirst(pattern, replacement));
        return this;
    }

    Job without(String input) {
        environment.remove("INPUT_" + input.toUpperCase(Locale.ROOT));
        return this;
    }

    /** Starts the step as a separate process, like the container. Its log is the output of the process. */
    Process start(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dpx.grace.seconds=120",
                "-cp",
                System.getProperty("java.class.path"),
                ActionMain.class.getName()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(Signals.reaching(line))
                .directory(workspace.toFile())
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PX_") || name.startsWith("INPUT_"));
        builder.environment().putAll(environment);
        builder.environment().put("HOME", home.toString());
        return builder.start();
    }

    /** The result of a step that was started with {@link #start} and has ended. */
    Step result(int exitCode, String log) throws IOException {
        return new Step(exitCode, log, outputs(), text(summary));
    }

    Step run() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        Duration patient = Duration.ofMinutes(2);
        int exitCode = ActionMain.run(new Host(
                environment,
                workspace,
                home,
                stream,
                stream,
                false,
                Clock.systemUTC(),
                null,
                "px-plugin",
                patient,
                () -> StandardCharsets.UTF_8));
        return result(exitCode, out.toString(StandardCharsets.UTF_8));
    }

    /** The lines of the user's audit log. */
    String auditLog() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(".powerx-plugin/audit"))) {
            return text(files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Parses the file of outputs as the runner does. */
    private Map<String, String> outputs() throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines = text(output).lines().toList();
        for (int at = 0; at < lines.size(); at++) {
            String[] head = lines.get(at).split("<<", 2);
            StringBuilder value = new StringBuilder();
            while (!lines.get(++at).equals(head[1])) {
                value.append(value.isEmpty() ? "" : "\n").append(lines.get(at));
            }
            values.put(head[0], value.toString());
        }
        return values;
    }

    record Step(int exitCode, String log, Map<String, String> outputs, String summary) {
        List<String> commands(String name) {
            return log.lines()
                    .filter(line -> line.startsWith("::" + name + " ") || line.startsWith("::" + name + "::"))
                    .toList();
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
