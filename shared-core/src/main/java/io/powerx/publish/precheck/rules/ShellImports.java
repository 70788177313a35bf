package io.powerx.publish.precheck.rules;

import io.powerx.publish.precheck.rules.ScriptImports.Import;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a shell script starts: scripts, archives, programs, and modules of Python. */
final class ShellImports {
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{[^}]{1,100}\\}|\\$\\([^()]{1,100}\\)|\\$\\w+|`[^`]{1,100}`");

    /** A file whose existence the script checks, such as {@code .env}, is optional. */
    private static final Pattern CHECKED = Pattern.compile("(?:^|[\\s\\[])-[efrsx]\\s");

    private static final Pattern CODE =
            Pattern.compile("([\\w@./-]+\\.(?:py|js|mjs|cjs|ts|mts|sh|jar|rb|php|phar|lua|pl))(?![\\w./-])");
    private static final Pattern STARTED =
            Pattern.compile("(?:^|[\\s;&|(])(?:exec|nohup|source|\\.)\\s+([\\w@./-]+/[\\w@.-]+)");
    private static final Pattern NODE = Pattern.compile("\\b(?:node|bun)\\s+(?:-\\S+\\s+)*([\\w@./-]+)");
    private static final Pattern MODULE = Pattern.compile("\\bpython[\\d.]*\\s+(?:-\\S+\\s+)*?-m\\s+([\\w.]+)");
    private static final Pattern APPLICATION = Pattern.compile(
            "\\b(?:uvicorn|gunicorn|hypercorn|daphne|granian)\\b.{0,1000}?\\s([A-Za-z_][\\w.]*):[A-Za-z_]\\w*");
    private static final Pattern CHANGED_FOLDER = Pattern.compile("(?:^|[\\s;&|(])cd\\s+([\\w@./-]+)");

    private final ScriptFiles files;

    /** Where relative paths may start: the current folder after cd, that of the script, and the plugin. */
    private final Set<String> folders = new LinkedHashSet<>();

    ShellImports(ScriptFiles files) {
        this.files = files;
        folders.add(files.folder());
        folders.add("");
    }

    Stream<Import> in(String text) {
        List<Import> imports = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String code = COMMENT.matcher(line).replaceAll("");
            if (number > 1 && !CHECKED.matcher(code).find()) {
                in(code, number, imports);
            }
        }
        return imports.stream();
    }

    private void in(String line, int number, List<Import> imports) {
        // What a variable contains is unknown; often it is the folder of the script, or that of the plugin.
        String code = VARIABLE.matcher(line.replaceAll("[\"']", "")).replaceAll(".");
        CHANGED_FOLDER.matcher(code).results().forEach(match -> enter(match.group(1)));
        Stream.of(
                        paths(CODE, code, path -> existing(path, List.of(""))),
                        paths(STARTED, code, path -> existing(path, List.of(""))),
                        paths(NODE, code, path -> existing(path, NodeImports.ENDINGS)))
                .flatMap(found -> found)
                .filter(path -> !path.equals(files.script()))
                .distinct()
                .forEach(path -> imports.add(new Import(path, number, ScriptFiles.parent(path))));
        Stream.concat(MODULE.matcher(code).results(), APPLICATION.matcher(code).results())
                .map(match -> match.group(1))
                .forEach(module -> module(module, number).ifPresent(imports::add));
    }

    private void enter(String folder) {
        Set<String> known = new LinkedHashSet<>(folders);
        Set<String> entered = new LinkedHashSet<>();
        known.stream()
                .flatMap(from -> ScriptFiles.below(from, folder).stream())
                .filter(path -> path.isEmpty() || files.project().hasFolder(path))
                .forEach(entered::add);
        entered.addAll(known);
        folders.clear();
        folders.addAll(entered);
    }

    private interface Search {
        Optional<String> of(String path);
    }

    private static Stream<String> paths(Pattern pattern, String code, Search search) {
        Matcher matcher = pattern.matcher(code);
        return matcher.results().flatMap(match -> search.of(match.group(1).replaceFirst("^/+", "")).stream());
    }

    private Optional<String> existing(String path, List<String> endings) {
        return folders.stream()
                .flatMap(folder -> files.existing(folder, path, endings).stream())
                .findFirst();
    }

    private Optional<Import> module(String name, int number) {
        String path = name.replace('.', '/');
        return Stream.concat(folders.stream(), Stream.of(ScriptFiles.parent(files.folder())))
                .flatMap(folder -> files
                        .existing(folder, path, List.of(".py", "/__main__.py", "/__init__.py"))
                        .map(found -> new Import(found, number, folder))
                        .stream())
                .findFirst();
    }
}
