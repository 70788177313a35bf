package io.powerx.publish.cli.text;

import io.powerx.publish.error.DocsLink;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Formats an error as text and as JSON. */
public final class ErrorReport {
    private static final int LINE = 2_000;
    private static final int LABEL_WIDTH = 9;

    private ErrorReport() {}

    /**
     * @param debugLog the file with the details; null if there is none
     * @param known whether the user has already seen a link, which is not repeated then
     */
    public static String text(
            PublishException error,
            Vocabulary vocabulary,
            @Nullable Path debugLog,
            boolean colors,
            Predicate<String> known,
            MessageCatalog messages) {
        LabeledLines text = new LabeledLines(LABEL_WIDTH, LINE);
        text.heading(Style.red(colors, messages.text("error")) + " ["
                + error.code().wireName() + "] " + messages.text(error.code().summary()));
        text.add(messages.text("tried"), messages.text("to {0}", messages.composed(error.tried())));
        text.add(messages.text("found"), messages.composed(error.found()));
        error.location().ifPresent(where -> text.add(messages.text("where"), where.toString()));
        error.others().forEach(other -> text.add(messages.text("also"), described(other, messages)));
        text.add(messages.text("remedy"), error.remedy(vocabulary.in(messages)));
        error.publishId().ifPresent(id -> text.add(messages.text("publish"), id));
        link(error).filter(known.negate()).ifPresent(link -> text.add(messages.text("see"), link));
        support(error).filter(known.negate()).ifPresent(url -> text.add(messages.text("support"), url));
        text.add(messages.text("docs"), docs(error));
        error.requestId().ifPresent(id -> text.add(messages.text("request"), id));
        if (debugLog != null) {
            text.add(messages.text("log"), debugLog.toString());
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
    public static String json(PublishException error, Vocabulary vocabulary, @Nullable Path debugLog) {
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
    public static Map<String, Object> fields(PublishException error, Vocabulary vocabulary) {
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

    private static String described(PublishException other, MessageCatalog messages) {
        return other.location().map(where -> where + ": ").orElse("") + messages.composed(other.found());
    }

    private static Map<String, Object> brief(PublishException other) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("code", other.code().wireName());
        fields.put("message", other.getMessage());
        other.location().ifPresent(where -> fields.put("location", where));
        return fields;
    }
}
