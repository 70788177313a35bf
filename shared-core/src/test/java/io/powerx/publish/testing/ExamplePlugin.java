package io.powerx.publish.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The example plugin of the documentation, of which tests change a copy. */
public final class ExamplePlugin {
    /** Its folder, relative to that of the module in which tests run. */
    public static final Path FOLDER = Path.of("..", "docs", "examples", "note-plugin");

    private ExamplePlugin() {}

    /**
     * Copies it without what earlier runs left in it.
     *
     * @return the target
     */
    public static Path copyTo(Path target) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path relative = FOLDER.relativize(file);
                Path copy = target.resolve(relative.toString());
                if (relative.startsWith("dist") || relative.startsWith(".px-plugin")) {
                    continue;
                }
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return target;
    }
}
