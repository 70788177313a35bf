package io.powerx.publish.config;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Builds the sources of a configuration. */
final class Configs {
    private final Map<Setting, String> explicit = new EnumMap<>(Setting.class);
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> project = new HashMap<>();
    private final Map<String, String> home = new HashMap<>();
    private final Map<Setting, String> global = new EnumMap<>(Setting.class);
    private String projectFile;

    static Configs given() {
        return new Configs();
    }

    Configs flag(Setting setting, String value) {
        explicit.put(setting, value);
        return this;
    }

    Configs variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Configs projectFile(String name, String content) {
        project.put(name, content);
        return this;
    }

    Configs specifiedProjectFile(String name) {
        projectFile = name;
        return this;
    }

    Configs homeFile(String name, String content) {
        home.put(name, content);
        return this;
    }

    Configs global(Setting setting, String value) {
        global.put(setting, value);
        return this;
    }

    ResolvedConfig resolve() {
        return ConfigResolver.resolve(sources());
    }

    ResolvedConfig resolveWithProblems() {
        return ConfigResolver.resolveWithProblems(sources());
    }

    private Sources sources() {
        return new Sources(
                explicit,
                setting -> "--" + setting.id(),
                environment,
                folder(project),
                projectFile,
                folder(home),
                global);
    }

    FileSource project() {
        return folder(project);
    }

    private static FileSource folder(Map<String, String> files) {
        return (path, limit) -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
