package io.powerx.publish.sandbox.support;

import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A sandbox in a separate process, which can be killed. */
public final class SandboxProcess implements AutoCloseable {
    private final Process process;
    private final ContractClient client;

    private SandboxProcess(Process process, ContractClient client) {
        this.process = process;
        this.client = client;
    }

    /** Serves until the end of its standard input. */
    public static void main(String[] arguments) throws IOException {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(Path.of(arguments[0]))
                .partSize(Integer.parseInt(arguments[1]))
                .build())) {
            System.out.println(
                    sandbox.baseUri() + " " + sandbox.publisherToken().reveal());
            while (System.in.read() >= 0) {}
        }
    }

    public static SandboxProcess start(Path data, int partSize, String... jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // The start dominates the run time of such a process.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SandboxProcess.class.getName()));
        command.addAll(List.of(data.toString(), Integer.toString(partSize)));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (line == null) {
                throw new AssertionError("The sandbox did not start");
            }
            String[] words = line.split(" ");
            return new SandboxProcess(process, new ContractClient(URI.create(words[0]), words[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ContractClient client() {
        return client;
    }

    public long pid() {
        return process.pid();
    }

    /** As kill -9 does. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    private void await() {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it in order. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroyForcibly();
        }
        await();
    }
}
