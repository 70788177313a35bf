package io.powerx.publish.sandbox.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Creates keys, certificates and signatures with the openssl command, independently of the code under test. */
public final class OpenSsl {
    private final Path directory;

    public OpenSsl(Path directory) {
        this.directory = directory;
    }

    /** Runs openssl in the directory. */
    public OpenSsl run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        leaveOutWithoutOpenSsl();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + output);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void leaveOutWithoutOpenSsl() {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
        if (!found) {
            Assumptions.abort("LEFT OUT: openssl is not on this machine");
        }
    }

    public byte[] cms(byte[] content, Path key, Path certificates) {
        write("content", content);
        run(
                "cms",
                "-sign",
                "-binary",
                "-in",
                "content",
                "-md",
                "sha256",
                "-signer",
                certificates.toString(),
                "-inkey",
                key.toString(),
                "-outform",
                "DER",
                "-out",
                "cms.der");
        return read("cms.der");
    }

    public byte[] raw(byte[] content, Path key) {
        write("content", content);
        run("dgst", "-sha256", "-sign", key.toString(), "-out", "raw.sig", "content");
        return read("raw.sig");
    }

    public void write(String name, byte[] content) {
        try {
            Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public byte[] read(String name) {
        try {
            return Files.readAllBytes(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path(String name) {
        return directory.resolve(name);
    }
}
