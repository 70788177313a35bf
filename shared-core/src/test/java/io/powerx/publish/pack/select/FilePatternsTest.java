package io.powerx.publish.pack.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.testing.ExternalTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns mean the same as in .gitignore: git itself is the reference. */
@DisabledOnOs({OS.WINDOWS, OS.MAC})
class FilePatternsTest {
    private static final List<String> NAMES = List.of("a", "b", "A", "ab", "a b", "a.txt", "c[1]", "#a", "!b", "a ");
    private static final int RANDOM_LISTS = 400;

    /** Git 2.39 compares the text before these stars on its own, so that a**{@code /}b matches ab, which is not documented. */
    private static final Pattern STARS_IN_A_NAME = Pattern.compile("[^/\\n]\\*\\*");

    @TempDir
    Path project;

    private final List<String> files = new ArrayList<>();

    /** Files of every name in the project, in folders of every name, and in folders of those. */
    @BeforeEach
    void makeTree() throws IOException {
        for (String top : List.of("a", "b", "a b")) {
            for (String middle : List.of("a", "ab", "A")) {
                for (String name : NAMES) {
                    add(top + "/" + middle + "/f" + name);
                }
            }
            for (String name : NAMES) {
                add(top + "/f" + name);
            }
        }
        for (String name : NAMES) {
            add("f" + name);
        }
        ExternalTool.run(project, git(), List.of("git", "init", "-q")).succeeded();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // names and anchors
                "fa",
                "/fa",
                "a/fa",
                "/a/a/fa",
                "a/a/fa",
                // negation: the last match decides, but a file in an excluded folder cannot come back
                "f*\n!fa",
                "!fa\nf*",
                "a/\n!a/fa",
                "a/*\n!a/a/\na/a/*\n!a/a/fb",
                "/*\n!/b/",
                // folders
                "a/",
                "fa/",
                "a b/",
                "/a/*/",
                // stars
                "*",
                "f*.txt",
                "a/*",
                "a/**",
                "**/fa",
                "**/ab/fa",
                "a/**/fb",
                "a/**b/fb",
                "**",
                "f?",
                "*/fa",
                // classes and escapes
                "f[ab]",
                "f[!a]",
                "f[a-z]*",
                "fc\\[1\\]",
                "fc[[]1]",
                "f\\#a",
                "\\!b",
                "#fa",
                "\\#fa",
                // blanks
                "fa ",
                "fa\\ ",
                "fa   ",
                "fa\\  ",
                "fa b",
                "a b/fa",
                " fa",
                "fa\t",
                // case
                "FA",
                "A/",
                "Fa",
                // lines
                "\n\n# comment\n   \nfa\r\nfb\r\n",
                "fa\nfb",
                "/",
                "!",
                "a//fa",
                "./fa",
            })
    void a_list_of_patterns_selects_what_git_selects(String lines) throws IOException {
        assertThat(excludedByUs(lines)).as(lines).isEqualTo(excludedByGit(lines));
    }

    @Test
    void random_patterns_select_what_git_selects() throws IOException {
        Random random = new Random(7);
        List<String> parts =
                List.of("a", "b", "A", "f", "*", "**", "?", "/", "/", "!", " ", "\\ ", "[ab]", ".txt", "ab");
        Set<Integer> sizes = new TreeSet<>();
        for (int i = 0; i < RANDOM_LISTS; i++) {
            String lines = IntStream.range(0, 1 + random.nextInt(4))
                    .mapToObj(line -> IntStream.range(0, 1 + random.nextInt(6))
                            .mapToObj(part -> parts.get(random.nextInt(parts.size())))
                            .collect(Collectors.joining()))
                    .collect(Collectors.joining("\n"));
            if (STARS_IN_A_NAME.matcher(lines).find()) {
                continue;
            }

            Set<String> expected = excludedByGit(lines);

            assertThat(excludedByUs(lines)).as("patterns:\n%s", lines).isEqualTo(expected);
            sizes.add(expected.size());
        }
        assertThat(sizes).as("lists that exclude different numbers of files").hasSizeGreaterThan(20);
    }

    @Test
    void a_pattern_that_never_matches_is_an_error_in_publish_yml() {
        assertThat(FilePattern.of("./docs/*.md", "artifacts.include").covers("docs/a.md"))
                .isTrue();
        for (String pattern : List.of("", " ", "/", "!", "../other/**", "a/../b", "a[b", "{a,b}/**", "# comment")) {
            assertThatThrownBy(() -> FilePattern.of(pattern, "artifacts.include"))
                    .as(pattern)
                    .isInstanceOfSatisfying(
                            PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG_INVALID));
        }
    }

    private Set<String> excludedByGit(String lines) throws IOException {
        Files.writeString(project.resolve(".gitignore"), lines);
        String list = ExternalTool.run(
                        project,
                        git(),
                        List.of(
                                "git",
                                "ls-files",
                                "-z",
                                "--others",
                                "--exclude-standard",
                                "--",
                                ":!.gitignore",
                                ":!.pxignore"))
                .succeeded()
                .output();
        Set<String> ignored = new TreeSet<>(files);
        Stream.of(list.split("\0")).forEach(ignored::remove);
        return ignored;
    }

    private Set<String> excludedByUs(String lines) throws IOException {
        Files.writeString(project.resolve(FileSelection.IGNORE_FILE), lines);
        FilePatterns patterns = FilePatterns.ofProject(project);
        return files.stream().filter(file -> isExcluded(patterns, file)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isExcluded(FilePatterns patterns, String file) {
        for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
            if (excludes(patterns, file.substring(0, slash), true)) {
                return true;
            }
        }
        return excludes(patterns, file, false);
    }

    private static boolean excludes(FilePatterns patterns, String path, boolean folder) {
        return patterns.decision(path, folder)
                .filter(pattern -> !pattern.isNegated())
                .isPresent();
    }

    private void add(String path) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        files.add(path);
    }

    /** Without the configuration of the machine and the user. */
    private Map<String, String> git() {
        return Map.of("GIT_CONFIG_NOSYSTEM", "1", "HOME", project.toString(), "XDG_CONFIG_HOME", project.toString());
    }
}
