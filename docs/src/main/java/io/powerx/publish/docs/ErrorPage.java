package io.powerx.publish.docs;

import io.powerx.publish.error.ErrorCategory;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Generates docs/reference/errors.md from the error codes. */
final class ErrorPage {
    private ErrorPage() {}

    static Page make() {
        StringBuilder text = new StringBuilder(Page.NOTICE)
                .append("# Errors\n\n")
                .append(
                        "Every error has a code. It is the same in the terminal, in logs (`errorCode`), in the receipt, in telemetry and"
                                + " in the action's `error-code` output.\n\n")
                .append("## Exit codes\n\n| exit code | codes |\n|---|---|\n| 0 | done, or already published |\n");
        Arrays.stream(ErrorCode.values())
                .collect(Collectors.groupingBy(ErrorCode::exitCode, TreeMap::new, Collectors.toList()))
                .forEach((exit, codes) -> text.append("| ")
                        .append(exit)
                        .append(" | ")
                        .append(codes.stream()
                                .map(code -> "[`" + code.wireName() + "`](#" + code.wireName() + ")")
                                .collect(Collectors.joining(", ")))
                        .append(" |\n"));
        text.append("\n## Codes\n");
        for (ErrorCategory category : ErrorCategory.values()) {
            List<ErrorCode> codes = Arrays.stream(ErrorCode.values())
                    .filter(code -> code.category() == category)
                    .toList();
            codes.forEach(code -> text.append("\n### ")
                    .append(code.wireName())
                    .append("\n\n")
                    .append(code.summary())
                    .append(".\n\n**What to do.** ")
                    .append(Vocabulary.SHELL.render(code.remedy()))
                    .append("\n\nCategory `")
                    .append(category.wireName())
                    .append("`, exit code ")
                    .append(code.exitCode())
                    .append(".\n"));
        }
        return new Page("reference/errors.md", text.toString());
    }
}
