package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Optional;

/** The host mounts the plugin's API at this path. */
final class HttpBasePathIsAbsolute extends DescribedRule {
    HttpBasePathIsAbsolute() {
        super(
                "PX-M003",
                "endpoints.http_base_path starts with a slash",
                "PowerX loader.go, Validate: endpoints.http_base_path",
                Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Optional<String> path = plugin.text("/endpoints/http_base_path");

        if (path.isEmpty() && plugin.isProcess()) {
            findings.add(
                    "endpoints.http_base_path is missing",
                    "Set it to the path of the plugin's API, such as /api/v1.",
                    plugin.at("/endpoints/http_base_path"));
        } else if (path.isPresent() && !path.get().startsWith("/") && !Templates.isTemplate(path.get())) {
            findings.add(
                    "endpoints.http_base_path is \"" + path.get() + "\" and does not start with a slash",
                    "Change it to /" + path.get() + ".",
                    plugin.at("/endpoints/http_base_path"));
        }
    }
}
