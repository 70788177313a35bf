package io.powerx.publish.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The stages of a publish, which are not public, from their sources. */
public final class StageTitles {
    private static final Pattern STAGE = Pattern.compile("super\\(\"([a-z]+)\", \"([^\"]+)\"\\);");

    private StageTitles() {}

    /**
     * The titles by stage id.
     *
     * @param repository the folder that contains the modules
     */
    public static Map<String, String> byId(Path repository) {
        Map<String, String> titles = new TreeMap<>();
        try (Stream<Path> files = Files.list(repository.resolve("shared-core/src/main/java/io/powerx/publish/stage"))) {
            for (Path file : files.toList()) {
                STAGE.matcher(Files.readString(file))
                        .results()
                        .forEach(match -> titles.put(match.group(1), match.group(2)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(titles.keySet()).containsAll(List.of("inspect", "pack", "submit"));
        return titles;
    }
}
