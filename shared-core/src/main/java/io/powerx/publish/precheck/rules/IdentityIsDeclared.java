package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Optional;
import java.util.regex.Pattern;

/** The host, the Marketplace and the names of packages use id and version. */
final class IdentityIsDeclared extends DescribedRule {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    IdentityIsDeclared() {
        super(
                "PX-M001",
                "The manifest has an id and a version",
                "PowerX loader.go, Validate; the Marketplace contract's pattern of pluginId",
                Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Optional<String> id = plugin.text("/id");
        if (id.isEmpty()) {
            findings.add(
                    "The manifest has no id",
                    "Add an id such as com.example.plugins.note to plugin.yaml.",
                    plugin.at("/id"));
        } else if (!ID.matcher(id.get()).matches()) {
            findings.add(
                    "The id \"" + id.get() + "\" contains characters that the Marketplace does not accept",
                    "Use lower-case letters, digits, dots, hyphens and underscores, and start with a letter or digit.",
                    plugin.at("/id"));
        }
        if (plugin.text("/version").isEmpty()) {
            findings.add(
                    "The manifest has no version",
                    "Add a version such as 0.1.0 to plugin.yaml.",
                    plugin.at("/version"));
        }
    }
}
