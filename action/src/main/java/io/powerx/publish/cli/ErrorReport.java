package io.powerx.publish.cli;

import io.powerx.publish.error.DocsLink;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.ForeignText;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Formats an error as text and as JSON. */
final class ErrorReport {
    private static final int LINE = 2_000;
    private static final int LABEL_WIDTH = 9;

    private ErrorReport() {}

    /** @param debugLog the file with the details; null if there is none */
    static String text(PublishException error, Vocabulary vocabulary, @Nullable Path debugLog, boolean colours) {
        StringBuilder text = new StringBuilder();
        text.append(Style.red(colours, "error"))
                .append(" [")
                .append(error.code().wireName())
                .append("] ")
                .append(error.code().summary());
        line(text, "tried", "to " + error.tried());
        line(text, "found", error.found());
        error.location().ifPresent(where -> line(text, "where", where.toString()));
        error.others().forEach(other -> line(text, "also", described(other)));
        line(text, "remedy", error.remedy(vocabulary));
        error.publishId().ifPresent(id -> line(text, "publish", id));
        link(error).ifPresent(link -> line(text, "see", link));
        support(error).ifPresent(url -> line(text, "support", url));
        line(text, "docs", docs(error));
        error.requestId().ifPresent(id -> line(text, "request", id));
        if (debugLog != null) {
            line(text, "log", debugLog.toString());
        }
        return text.toString();
    }

    private static String docs(PublishException error) {
        return DocsLink.to(error.code().docsAnchor());
    }

    /** Empty if the message contains it. */
    private static Optional<String> link(PublishException error) {
        return error.link().filter(link -> !error.found().contains(link));
    }

    /** Empty if another line contains it. */
    private static Optional<String> support(PublishException error) {
        return error.supportUrl()
                .filter(url ->
                        !error.found().contains(url) && !url.equals(error.link().orElse(null)));
    }

    /** The object that {@code --json} prints instead of a result. */
    static String json(PublishException error, Vocabulary vocabulary, @Nullable Path debugLog) {
        Map<String, Object> fields = fields(error, vocabulary);
        if (debugLog != null) {
            fields.put("debugLog", debugLog.toString());
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("status", "failed");
        root.put("error", fields);
        return Json.writePretty(root);
    }

    /** The error for JSON. */
    static Map<String, Object> fields(PublishException error, Vocabulary vocabulary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", error.code().wireName());
        fields.put("category", error.code().category().wireName());
        fields.put("message", error.getMessage());
        fields.put("remedy", error.remedy(vocabulary));
        fields.put("exitCode", error.code().exitCode());
        fields.put("docs", docs(error));
        error.location().ifPresent(where -> fields.put("location", where));
        if (!error.others().isEmpty()) {
            fields.put("others", error.others().stream().map(ErrorReport::brief).toList());
        }
        error.requestId().ifPresent(id -> fields.put("requestId", id));
        error.supportUrl().ifPresent(url -> fields.put("supportUrl", url));
        error.publishId().ifPresent(id -> fields.put("publishId", id));
        error.link().ifPresent(link -> fields.put("link", link));
        return fields;
    }

    private static String described(PublishException other) {
        return other.location().map(where -> where + ": ").orElse("") + other.found();
    }

    private static Map<String, Object> brief(PublishException other) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", other.code().wireName());
        fields.put("message", other.getMessage());
        other.location().ifPresent(where -> fields.put("location", where));
        return fields;
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append("\n  ")
                .append(label)
                .append(" ".repeat(LABEL_WIDTH - label.length()))
                .append(ForeignText.oneLine(value, LINE));
    }
}
