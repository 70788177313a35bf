package io.powerx.publish.precheck.rules;

import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.plugin.RuntimeNeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the files of the project that a script loads: modules of Node and Python, and programs that a shell script
 * starts. Imports that are computed at run time, and modules that the project does not have, are unknown.
 */
final class ScriptImports {
    private static final Pattern NODE =
            Pattern.compile("(?:\\bfrom\\s*|\\bimport\\s*\\(?\\s*|\\brequire\\s*\\(\\s*)[\"']([^\"'\\n]{1,300})[\"']");
    private static final Pattern PYTHON =
            Pattern.compile("^\\s*(?:from\\s+([.\\w]+)\\s+import\\s+([\\w*, ()]+)|import\\s+([\\w., ]+))");
    private static final Pattern SHELL = Pattern.compile("([\\w@./-]+\\.(?:py|js|mjs|cjs|sh|jar|rb|php))(?![\\w./-])");
    private static final List<String> NODE_SUFFIXES =
            List.of("", ".js", ".mjs", ".cjs", ".json", ".node", "/index.js", "/index.mjs", "/index.cjs");

    private final ProjectFolder project;
    private final String file;

    /** The folder from which Python resolves absolute imports: that of the script that was started. */
    private final String start;

    /** @param path of the loaded file, or of the folder of a Node module, relative to the project */
    record Import(String path, int line) {}

    enum Language {
        NODE,
        PYTHON,
        SHELL
    }

    ScriptImports(ProjectFolder project, String file, String start) {
        this.project = project;
        this.file = file;
        this.start = start;
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

    List<Import> in(String text, Language language) {
        List<Import> imports = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String code = line.strip();
            if (code.startsWith("//") || code.startsWith("#") || code.startsWith("*")) {
                continue;
            }
            int at = number;
            paths(line, language).distinct().forEach(path -> imports.add(new Import(path, at)));
        }
        return imports;
    }

    private Stream<String> paths(String line, Language language) {
        return switch (language) {
            case NODE -> NODE.matcher(line).results().flatMap(match -> nodeModule(match.group(1)).stream());
            case PYTHON -> pythonModules(line);
            case SHELL -> SHELL.matcher(line).results().flatMap(match -> program(match.group(1)).stream());
        };
    }

    private Optional<String> nodeModule(String name) {
        if (name.startsWith("./") || name.startsWith("../")) {
            return NODE_SUFFIXES.stream()
                    .flatMap(suffix -> existing(folder(), name + suffix).stream())
                    .findFirst();
        }
        Matcher module = Pattern.compile("(@[^/]+/)?[^/.:@][^/:]*").matcher(name);
        if (!module.lookingAt()) {
            return Optional.empty();
        }
        for (String parent = folder(); ; parent = parent.substring(0, Math.max(0, parent.lastIndexOf('/')))) {
            String path = (parent.isEmpty() ? "" : parent + "/") + "node_modules/" + module.group();
            if (project.hasFolder(path)) {
                return Optional.of(path);
            }
            if (parent.isEmpty()) {
                return Optional.empty();
            }
        }
    }

    private Stream<String> pythonModules(String line) {
        Matcher statement = PYTHON.matcher(line);
        if (!statement.find()) {
            return Stream.empty();
        }
        if (statement.group(3) != null) {
            return Stream.of(statement.group(3).split(","))
                    .map(name -> name.strip().split("\\s")[0])
                    .flatMap(name -> pythonModule(start, name));
        }
        String module = statement.group(1);
        String names = module.replaceFirst("^\\.+", "");
        String base = start;
        if (module.startsWith(".")) {
            base = folder();
            for (int dots = module.length() - names.length(); dots > 1; dots--) {
                base = base.substring(0, Math.max(0, base.lastIndexOf('/')));
            }
        }
        String from = base;
        return Stream.concat(
                pythonModule(from, names),
                Stream.of(statement.group(2).split("[,() ]+"))
                        .filter(name -> name.matches("\\w+"))
                        .flatMap(name -> pythonModule(from, names.isEmpty() ? name : names + "." + name)));
    }

    private Stream<String> pythonModule(String base, String name) {
        String path = name.replace('.', '/');
        return path.isEmpty()
                ? Stream.empty()
                : Stream.of(path + ".py", path + "/__init__.py").flatMap(file -> existing(base, file).stream());
    }

    /** The text before the path is often a variable with the folder of the script, or of the plugin. */
    private Optional<String> program(String text) {
        String path = text.replaceFirst("^/+", "");
        return existing(folder(), path).or(() -> existing("", path)).filter(found -> !found.equals(file));
    }

    private Optional<String> existing(String folder, String path) {
        return RuntimeNeed.normalized(folder.isEmpty() ? path : folder + "/" + path)
                .filter(project::hasFile);
    }

    private String folder() {
        return file.substring(0, Math.max(0, file.lastIndexOf('/')));
    }
}
