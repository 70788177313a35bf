package io.powerx.publish.precheck.content;

import java.util.List;
import java.util.Optional;

/** The first line of a script, which Linux reads (fs/binfmt_script.c): a path and at most one argument. */
final class ShebangLine {
    private static final int MAX_LENGTH = 1024;

    private ShebangLine() {}

    static Optional<Program.Script> of(Head head) {
        int start = head.textStart();
        if (head.length() < start + 2 || head.at(start) != '#' || head.at(start + 1) != '!') {
            return Optional.empty();
        }
        int limit = Math.min(head.length(), start + MAX_LENGTH);
        int end = start + 2;
        while (end < limit && head.at(end) != '\n') {
            end++;
        }
        boolean carriageReturn = end < limit && head.at(end - 1) == '\r';
        String line = head.text(start + 2, end).strip();
        List<String> words = line.isEmpty() ? List.of() : List.of(line.split("[ \t]+"));
        String interpreter = words.isEmpty() ? "" : words.get(0);
        return Optional.of(new Program.Script(interpreter, command(words), carriageReturn, start > 0));
    }

    private static String command(List<String> words) {
        if (words.isEmpty()) {
            return "";
        }
        String name = lastPart(words.get(0));
        if (!name.equals("env")) {
            return name;
        }
        // env's own options and assignments of variables precede the program.
        return words.stream()
                .skip(1)
                .filter(word -> !word.startsWith("-") && !word.contains("="))
                .findFirst()
                .map(ShebangLine::lastPart)
                .orElse("");
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
