package io.powerx.publish.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Runs programs that this project did not write, to judge what it wrote. */
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

    /**
     * The class path of this JVM by names that any locale can write, for a JVM in a locale that cannot write those of this folder.
     *
     * @param links an empty folder
     */
    public static String plainClassPath(Path links) throws IOException {
        Files.createDirectories(links);
        List<String> plain = new ArrayList<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String element : classPath.split(File.pathSeparator)) {
            Path link = links.resolve(plain.size() + (element.endsWith(".jar") ? ".jar" : ""));
            plain.add(Files.createSymbolicLink(link, Path.of(element)).toString());
        }
        return String.join(File.pathSeparator, plain);
    }
}
