package io.powerx.publish.github;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.message.MessageCatalog;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Annotates files and lines with findings. The runner shows ten annotations per level and step, so one is reserved for the outcome. */
final class Annotations {
    private static final int SHOWN = 10;

    enum Level {
        ERROR,
        WARNING,
        NOTICE;

        String command() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final WorkflowLog log;
    private final Map<Level, Integer> used = new EnumMap<>(Level.class);

    Annotations(WorkflowLog log) {
        this.log = log;
    }

    /** @param project the plugin's folder relative to the repository; blank if it is the repository's root */
    void findings(List<Finding> findings, String project, MessageCatalog messages) {
        findings.stream()
                .sorted(Comparator.comparing(Finding::severity)
                        .thenComparing(finding -> finding.location() == null ? 1 : 0))
                .forEach(finding -> finding(finding, project, messages));
    }

    /** Annotates the step as a whole. */
    void step(Level level, String title, String message) {
        write(level, Map.of("title", title), message);
    }

    private void finding(Finding finding, String project, MessageCatalog messages) {
        Level level = level(finding.severity());
        if (used.getOrDefault(level, 0) >= SHOWN - 1) {
            return;
        }
        Map<String, String> properties = new LinkedHashMap<>(place(finding.location(), project));
        properties.put("title", finding.rule());
        write(level, properties, messages.composed(finding.message()) + "\n" + messages.composed(finding.remedy()));
    }

    static Map<String, String> place(@Nullable SourceLocation where, String project) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (where != null) {
            properties.put("file", project.isEmpty() ? where.file() : project + "/" + where.file());
            if (where.line() > 0) {
                properties.put("line", String.valueOf(where.line()));
            }
            if (where.column() > 0) {
                properties.put("col", String.valueOf(where.column()));
            }
        }
        return properties;
    }

    private void write(Level level, Map<String, String> properties, String message) {
        used.merge(level, 1, Integer::sum);
        log.command(level.command(), properties, message);
    }

    private static Level level(Severity severity) {
        return switch (severity) {
            case ERROR -> Level.ERROR;
            case WARNING -> Level.WARNING;
            case INFO -> Level.NOTICE;
        };
    }
}
