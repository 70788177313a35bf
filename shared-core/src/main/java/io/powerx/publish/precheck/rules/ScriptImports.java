package io.powerx.publish.precheck.rules;

import io.powerx.publish.plugin.ProjectFolder;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of the project that a script loads: modules of Node and Python, files next to them, and programs that a shell script
 * starts. Paths that are computed at run time, and modules that the project does not have, are unknown.
 */
final class ScriptImports {
    private ScriptImports() {}

    /**
     * A loaded file.
     *
     * @param path of the file, or of the folder of a Node module, relative to the project
     * @param start the folder from which Python resolves absolute imports in that file; null for that of the loading script
     */
    record Import(String path, int line, @Nullable String start) {
        Import(String path, int line) {
            this(path, line, null);
        }
    }

    enum Language {
        NODE,
        PYTHON,
        SHELL
    }

    /** The language of a script; empty for a program and for other files. */
    static Optional<Language> language(String file, String text) {
        String name = file.toLowerCase(Locale.ROOT);
        String first = text.startsWith("#!") ? text.lines().findFirst().orElse("") : "";
        if (name.matches(".*\\.[mc]?js") || first.matches(".*\\b(?:node|bun|deno)\\b.*")) {
            return Optional.of(Language.NODE);
        }
        if (name.endsWith(".py") || first.contains("python")) {
            return Optional.of(Language.PYTHON);
        }
        return name.endsWith(".sh") || first.matches(".*\\b\\w*sh\\b.*")
                ? Optional.of(Language.SHELL)
                : Optional.empty();
    }

    /**
     * What a script loads, in the order of its lines.
     *
     * @param script path relative to the project
     * @param start the folder from which Python resolves absolute imports
     */
    static List<Import> of(ProjectFolder project, String script, String start, String text, Language language) {
        ScriptFiles files = new ScriptFiles(project, script);
        Stream<Import> imports =
                switch (language) {
                    case NODE -> new NodeImports(files).in(text);
                    case PYTHON -> new PythonImports(files, start).in(text);
                    case SHELL -> new ShellImports(files).in(text);
                };
        return imports.distinct().sorted(Comparator.comparingInt(Import::line)).toList();
    }
}
