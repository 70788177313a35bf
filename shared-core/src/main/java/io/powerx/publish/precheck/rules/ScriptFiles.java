package io.powerx.publish.precheck.rules;

import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.plugin.RuntimeNeed;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the files of the project that a script may mean. */
final class ScriptFiles {
    private static final Pattern PARTS = Pattern.compile("[\"']([^\"'\\n]{0,300})[\"']");

    private final ProjectFolder project;
    private final String script;

    /** @param script path of the script, relative to the project */
    ScriptFiles(ProjectFolder project, String script) {
        this.project = project;
        this.script = script;
    }

    /** The folder of the script. */
    String folder() {
        return parent(script);
    }

    String script() {
        return script;
    }

    ProjectFolder project() {
        return project;
    }

    /** The path without its last name; empty for a name alone. */
    static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** A path below a folder, without {@code .} and {@code ..}; empty if it points outside the plugin. */
    static Optional<String> below(String folder, String path) {
        return RuntimeNeed.normalized(folder.isEmpty() ? path : folder + "/" + path);
    }

    /** The path of an existing file. */
    Optional<String> existing(String folder, String path) {
        return below(folder, path).filter(project::hasFile);
    }

    /** The first existing file with one of the endings. */
    Optional<String> existing(String folder, String path, List<String> endings) {
        return endings.stream()
                .flatMap(ending -> existing(folder, path + ending).stream())
                .findFirst();
    }

    /** A file that the script reads at a path composed of texts, such as {@code "..", "data", "seed.json"}; files such as {@code .env} are optional. */
    Stream<String> data(String folder, String texts) {
        Matcher parts = PARTS.matcher(texts);
        StringBuilder path = new StringBuilder();
        while (parts.find()) {
            path.append(path.isEmpty() ? "" : "/").append(parts.group(1));
        }
        return existing(folder, path.toString())
                .filter(file -> !file.substring(file.lastIndexOf('/') + 1).startsWith("."))
                .stream();
    }
}
