package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;

/** The host appends the path to the address that it gave to the process. */
final class HealthPathsAreUsable extends DescribedRule {
    private static final List<String> OF_BACK_END = List.of("/runtime/health/http", "/backend/health");
    private static final String OF_ADMIN = "/frontend/admin/process/health/http";

    HealthPathsAreUsable() {
        super(
                "PX-M019",
                "Health checks have a path that starts with a slash",
                "PowerX lifecycle.go, resolveHealthPath and waitHealthy",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        OF_BACK_END.forEach(pointer -> check(plugin, pointer, Severity.ERROR, findings));
        // The host falls back to static pages if the check of the administration fails.
        check(plugin, OF_ADMIN, Severity.WARNING, findings);
    }

    private static void check(PluginContext plugin, String pointer, Severity severity, Findings findings) {
        String path = plugin.text(pointer).orElse("");
        if (path.isEmpty() || Templates.isTemplate(path)) {
            return;
        }
        if (path.contains("://") || path.chars().anyMatch(Character::isWhitespace)) {
            findings.add(
                    severity,
                    "%s is \"%s\", which is not a path, so the health check always fails"
                            .formatted(field(pointer), path),
                    "Use only the path, such as /healthz; the host knows address and port.",
                    plugin.at(pointer));
        } else if (!path.startsWith("/")) {
            findings.add(
                    Severity.WARNING,
                    "%s is \"%s\" and does not start with a slash".formatted(field(pointer), path),
                    "Change it to /" + path + ".",
                    plugin.at(pointer));
        }
    }
}
