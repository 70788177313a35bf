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
 * A file with which a step sends values to the runner.
 *
 * @param path null outside a runner; nothing is written then
 * @param problems receives the reason if the file cannot be written, which must not end a publish
 */
record CommandFile(@Nullable Path path, Consumer<String> problems) {
    static CommandFile of(Map<String, String> environment, String variable, Consumer<String> problems) {
        String path = environment.getOrDefault(variable, "");
        return new CommandFile(path.isBlank() ? null : Path.of(path), problems);
    }

    /** Appends a name and its value, which may have several lines. A random delimiter prevents the value from ending early. */
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

    /** The size of the file in bytes; 0 if there is none. */
    long size() {
        try {
            return path == null || !Files.exists(path) ? 0 : Files.size(path);
        } catch (IOException e) {
            return 0;
        }
    }
}
