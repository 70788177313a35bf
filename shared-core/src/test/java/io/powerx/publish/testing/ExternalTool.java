package io.powerx.publish.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs programs that this project did not write, to check what it wrote. */
public final class ExternalTool {
    private ExternalTool() {}

    public record Result(int exitCode, String output) {
        public Result succeeded() {
            assertThat(exitCode).as(output).isZero();
            return this;
        }
    }

    public static Result run(Path folder, String... command) {
        return run(folder, Map.of(), List.of(command));
    }

    public static Result run(Path folder, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("tool", ".out");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = start(builder);
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end");
            }
            String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
            Files.delete(output);
            return new Result(process.exitValue(), text);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(command.toString(), e);
        }
    }

    /** A program that is not on this machine leaves the test out, with the reason in the report; CI installs them all. */
    private static Process start(ProcessBuilder builder) throws IOException {
        String program = builder.command().get(0);
        boolean found = program.contains("/")
                || Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            Assumptions.abort("LEFT OUT: " + program + " is not on this machine");
        }
        return builder.start();
    }
}
