package io.powerx.publish.precheck.rules;

import io.powerx.publish.precheck.rules.ScriptImports.Import;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a script of Python loads: modules of the project, and files next to it. */
final class PythonImports {
    private static final Pattern TEXT_BLOCK =
            Pattern.compile("(?s)(?<![\\w\"'])[rRuUbB]?(\"\"\"|''').{0,100000}?\\1|(?m)^[ \\t]*#[^\\n]*");
    private static final Pattern FROM =
            Pattern.compile("(?m)^[ \\t]*from[ \\t]+([.\\w]+)[ \\t]+import[ \\t]+(\\([^)]{0,5000}\\)|[\\w*, \\t]+)");
    private static final Pattern IMPORT = Pattern.compile("(?m)^[ \\t]*import[ \\t]+([\\w., \\t]+)");
    private static final Pattern SEARCH_PATH =
            Pattern.compile("sys\\.path\\.(?:insert|append)\\s*\\(([^\\n]{0,300})\\)");
    private static final Pattern UP = Pattern.compile("[\"'](\\.\\.(?:/[\\w.]+)*)[\"']");
    private static final Pattern DATA =
            Pattern.compile("dirname\\s*\\((?:\\s*os\\.path\\.\\w+\\s*\\()?\\s*__file__\\s*\\)?\\s*\\)\\s*,"
                    + "((?:\\s*+[\"'][^\"'\\n]{0,300}[\"']\\s*+,?+){1,20}+)\\s*+\\)");
    private static final Pattern PARENTS = Pattern.compile(
            "Path\\s*\\(\\s*__file__\\s*\\)(?:\\.resolve\\(\\))?((?:\\.parent){1,10})((?:\\s*/\\s*[\"'][^\"'\\n]{1,300}[\"']){1,20})");

    private final ScriptFiles files;

    /** The folders from which absolute imports are resolved: that of the script that was started, and those that scripts add. */
    private final List<String> bases = new ArrayList<>();

    /** @param start folder of the script that was started */
    PythonImports(ScriptFiles files, String start) {
        this.files = files;
        this.bases.add(start);
    }

    Stream<Import> in(String script) {
        String text =
                TEXT_BLOCK.matcher(script).replaceAll(match -> match.group().replaceAll("[^\\n]", " "));
        SEARCH_PATH.matcher(text).results().forEach(match -> addBase(match.group(1)));
        LineNumbers lines = new LineNumbers(text);
        return Stream.of(froms(text, lines), imports(text, lines), data(text, lines))
                .flatMap(imports -> imports);
    }

    private void addBase(String expression) {
        Matcher up = UP.matcher(expression);
        StringBuilder path = new StringBuilder();
        while (up.find()) {
            path.append(path.isEmpty() ? "" : "/").append(up.group(1));
        }
        int parents = expression.split("\\.parent\\b", -1).length - 2;
        for (int i = 0; i < parents; i++) {
            path.append(path.isEmpty() ? "" : "/").append("..");
        }
        if (!path.isEmpty()) {
            ScriptFiles.below(files.folder(), path.toString()).ifPresent(bases::add);
        }
    }

    private Stream<Import> froms(String text, LineNumbers lines) {
        return FROM.matcher(text).results().flatMap(match -> {
            String module = match.group(1);
            String names = module.replaceFirst("^\\.+", "");
            List<String> from = module.startsWith(".") ? List.of(relative(module.length() - names.length())) : bases;
            Stream<String> modules = Stream.concat(
                    Stream.of(names),
                    Stream.of(match.group(2).split("[,()\\s]+"))
                            .filter(name -> name.matches("\\w+"))
                            .map(name -> names.isEmpty() ? name : names + "." + name));
            return modules.flatMap(name -> module(from, name))
                    .map(path -> new Import(path, lines.at(keyword(text, match.start()))));
        });
    }

    private Stream<Import> imports(String text, LineNumbers lines) {
        return IMPORT.matcher(text).results().flatMap(match -> Stream.of(
                        match.group(1).split(","))
                .map(name -> name.strip().split("\\s")[0])
                .flatMap(name -> module(bases, name))
                .map(path -> new Import(path, lines.at(keyword(text, match.start())))));
    }

    private Stream<Import> data(String text, LineNumbers lines) {
        Stream<Import> joined = DATA.matcher(text).results().flatMap(match -> files.data(files.folder(), match.group(1))
                .map(path -> new Import(path, lines.at(match.start()))));
        Stream<Import> divided = PARENTS.matcher(text).results().flatMap(match -> {
            String folder = files.folder();
            for (int up = match.group(1).split("parent", -1).length - 1; up > 1; up--) {
                folder = ScriptFiles.parent(folder);
            }
            return files.data(folder, match.group(2)).map(path -> new Import(path, lines.at(match.start())));
        });
        return Stream.concat(joined, divided);
    }

    private static int keyword(String text, int start) {
        int at = start;
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The folder that an import with leading dots starts from. */
    private String relative(int dots) {
        String folder = files.folder();
        for (int up = dots; up > 1; up--) {
            folder = ScriptFiles.parent(folder);
        }
        return folder;
    }

    private Stream<String> module(List<String> from, String name) {
        String path = name.replace('.', '/');
        return path.isEmpty()
                ? Stream.empty()
                : from.stream()
                        .flatMap(base -> files.existing(base, path, List.of(".py", "/__init__.py")).stream())
                        .findFirst()
                        .stream();
    }
}
