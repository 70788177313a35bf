package io.powerx.publish.precheck;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.plugin.ProjectFolder;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the lines that findings concern, except those that may contain secrets. */
final class SourceLines {
    private static final int MAX_BYTES = 2 << 20;
    private static final int MAX_LINES = 200;

    private final PluginContext plugin;
    private final Map<String, List<String>> files = new HashMap<>();

    private SourceLines(PluginContext plugin) {
        this.plugin = plugin;
    }

    static Map<SourceLocation, Excerpt> of(PluginContext plugin, Collection<Finding> findings, Set<String> unquoted) {
        SourceLines lines = new SourceLines(plugin);
        Map<SourceLocation, Excerpt> excerpts = new LinkedHashMap<>();
        for (Finding finding : findings) {
            SourceLocation where = finding.location();
            if (where != null
                    && where.line() > 0
                    && !unquoted.contains(finding.rule())
                    && excerpts.size() < MAX_LINES) {
                List<String> file = lines.file(where.file());
                if (where.line() <= file.size()) {
                    excerpts.put(where, Excerpt.of(file.get(where.line() - 1), where.column()));
                }
            }
        }
        return excerpts;
    }

    private List<String> file(String path) {
        return files.computeIfAbsent(path, key -> {
            try {
                ProjectFolder folder = plugin.build().hasFile(key) ? plugin.build() : plugin.project();
                return folder.text(key, MAX_BYTES, ErrorCode.CONFIG_UNREADABLE)
                        .map(text -> text.lines().toList())
                        .orElse(List.of());
            } catch (PublishException e) {
                // A report without excerpts is still complete.
                return List.of();
            }
        });
    }
}
