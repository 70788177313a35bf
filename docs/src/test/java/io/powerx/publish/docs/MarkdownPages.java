package io.powerx.publish.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Markdown files of the repository. */
final class MarkdownPages {
    private static final Path DOCS =
            Path.of(System.getProperty("docs.root", ".")).toAbsolutePath().normalize();

    static final Path REPOSITORY = DOCS.getParent();

    private MarkdownPages() {}

    static List<Path> all() throws IOException {
        try (Stream<Path> root = Files.list(REPOSITORY);
                Stream<Path> docs = Files.walk(DOCS);
                Stream<Path> jenkins = Files.list(REPOSITORY.resolve("jenkins-plugin"))) {
            return Stream.of(root, docs, jenkins)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }
}
