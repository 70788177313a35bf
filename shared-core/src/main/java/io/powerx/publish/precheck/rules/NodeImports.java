package io.powerx.publish.precheck.rules;

import io.powerx.publish.precheck.rules.ScriptImports.Import;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a script of Node loads: modules, workers, and files next to it. */
final class NodeImports {
    /** Endings that Node or a package adds to the name of a module. */
    static final List<String> ENDINGS =
            List.of("", ".js", ".mjs", ".cjs", ".json", ".node", "/index.js", "/index.mjs", "/index.cjs");

    private static final Pattern MODULE = Pattern.compile(
            "(?:\\bfrom\\s*+|\\bimport\\s*+(?:\\(\\s*+)?|\\b(?:require|import\\.meta)(?:\\.resolve)?\\s*+\\(\\s*+)"
                    + "[\"'`]([^\"'`\\n$]{1,300})[\"'`]");
    private static final Pattern URL =
            Pattern.compile("\\bnew\\s+URL\\s*\\(\\s*[\"'`]([^\"'`\\n$]{1,300})[\"'`]\\s*,\\s*import\\.meta\\.url");
    private static final Pattern DATA =
            Pattern.compile("\\b(?:join|resolve)\\s*\\(\\s*(?:__dirname|import\\.meta\\.dirname)\\s*,"
                    + "((?:\\s*+[\"'][^\"'\\n]{0,300}[\"']\\s*+,?+){1,20}+)\\s*+\\)");
    private static final Pattern NAME = Pattern.compile("(@[^/]+/)?[^/.:@#][^/:]*");

    private final ScriptFiles files;

    NodeImports(ScriptFiles files) {
        this.files = files;
    }

    Stream<Import> in(String text) {
        ScriptCode code = ScriptCode.of(text);
        LineNumbers lines = new LineNumbers(text);
        return Stream.of(
                        matches(MODULE, text, code, lines, match -> module(match.group(1)).stream()),
                        matches(
                                URL,
                                text,
                                code,
                                lines,
                                match -> files.existing(files.folder(), match.group(1)).stream()),
                        matches(DATA, text, code, lines, match -> files.data(files.folder(), match.group(1))))
                .flatMap(imports -> imports);
    }

    private interface Found {
        Stream<String> of(MatchResult match);
    }

    private static Stream<Import> matches(
            Pattern pattern, String text, ScriptCode code, LineNumbers lines, Found found) {
        return pattern.matcher(text)
                .results()
                .filter(match -> code.at(match.start()))
                .flatMap(match -> found.of(match).map(path -> new Import(path, lines.at(match.start()))));
    }

    private Optional<String> module(String name) {
        if (name.startsWith("./") || name.startsWith("../")) {
            return files.existing(files.folder(), name, ENDINGS);
        }
        Matcher module = NAME.matcher(name);
        if (!module.lookingAt()) {
            return Optional.empty();
        }
        for (String parent = files.folder(); ; parent = ScriptFiles.parent(parent)) {
            String path = (parent.isEmpty() ? "" : parent + "/") + "node_modules/" + module.group();
            if (files.project().hasFolder(path)) {
                return Optional.of(path);
            }
            if (parent.isEmpty()) {
                return Optional.empty();
            }
        }
    }
}
