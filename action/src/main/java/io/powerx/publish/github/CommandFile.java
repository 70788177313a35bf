package io.powerx.publish.github;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file through which a step speaks to the runner.
 *
 * @param path null outside a runner; nothing is written then
 * @param problems hears why something could not be written, which must not end a publish
 */
record CommandFile(@Nullable Path path, Consumer<String> problems) {
    static CommandFile of(Map<String, String> environment, String variable, Consumer<String> problems) {
        String path = environment.getOrDefault(variable, "");
        return new CommandFile(path.isBlank() ? null : Path.of(path), problems);
    }

    /** Adds a name with its value, which may have many lines: it ends at a random word that it does not contain. */
    void put(String name, String value) {
        String end;
        do {
            end = "ghadelimiter_" + UUID.randomUUID();
        } while (value.contains(end));
        append(name + "<<" + end + "\n" + value + "\n" + end + "\n");
    }

    void append(String text) {
        if (path == null) {
            return;
        }
        try {
            Files.writeString(path, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            problems.accept("the runner's file " + path.getFileName() + " cannot be written: " + e);
        }
    }

    /** Bytes in it; 0 where there is none. */
    long size() {
        try {
            return path == null || !Files.exists(path) ? 0 : Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }
}
