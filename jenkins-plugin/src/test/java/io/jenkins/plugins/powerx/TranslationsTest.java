package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text has a Chinese translation. */
class TranslationsTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern CHINESE = Pattern.compile("\\p{IsHan}");

    @Test
    void every_catalog_has_the_same_keys_in_chinese() throws IOException {
        List<Path> catalogs = files(".properties").stream()
                .filter(file -> !file.getFileName().toString().startsWith("CoreTexts"))
                .toList();
        assertThat(catalogs).hasSizeGreaterThan(15);
        assertThat(catalogs).allSatisfy(file -> {
            Properties english = properties(file);
            Properties chinese = properties(chinese(file, ".properties"));
            assertThat(new TreeSet<>(chinese.stringPropertyNames()))
                    .as("keys of %s", file)
                    .isEqualTo(new TreeSet<>(english.stringPropertyNames()));
            english.stringPropertyNames().forEach(key -> assertThat(placeholders(chinese.getProperty(key)))
                    .as("placeholders of %s in %s", key, file)
                    .isEqualTo(placeholders(english.getProperty(key))));
        });
    }

    @Test
    void every_help_text_is_translated() throws IOException {
        List<Path> helps = files(".html");
        assertThat(helps).hasSizeGreaterThan(50);
        assertThat(helps).allSatisfy(file -> assertThat(Files.readString(chinese(file, ".html")))
                .as("translation of %s", file)
                .containsPattern(CHINESE));
    }

    private static List<Path> files(String extension) throws IOException {
        try (Stream<Path> files = Files.walk(RESOURCES)) {
            return files.filter(file -> file.toString().endsWith(extension))
                    .filter(file -> !file.toString().endsWith("_zh_CN" + extension))
                    .toList();
        }
    }

    private static Path chinese(Path file, String extension) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - extension.length()) + "_zh_CN" + extension);
    }

    private static Properties properties(Path file) {
        Properties texts = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static TreeSet<String> placeholders(String text) {
        TreeSet<String> found = new TreeSet<>();
        Pattern.compile("\\{([0-9])").matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }
}
