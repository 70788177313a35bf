package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Marketplace and the host's menu show the icon. */
final class IconExists extends DescribedRule {
    private static final List<String> PUBLIC = List.of("web-admin/.output/public", "web-admin/dist", "assets", ".");

    IconExists() {
        super(
                "PX-M010",
                "The icon that the manifest names exists",
                "PowerXPluginECommerce build.mk, dist-verify: metadata.icon",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest()
                .text("/metadata/icon")
                .filter(icon -> !isElsewhere(icon))
                .isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String icon = plugin.manifest().text("/metadata/icon").orElse("");
        String relative = icon.replaceFirst("^(?:\\./|/)+", "");
        Optional<String> served = plugin.manifest().text("/frontend/admin/static_dir");
        boolean found = Stream.concat(PUBLIC.stream(), served.stream())
                .anyMatch(folder -> plugin.project().hasFile(folder + "/" + relative));
        if (!found) {
            findings.add(
                    "metadata.icon names a file that is not there: " + icon,
                    "Put it into web-admin/.output/public, or correct the name.",
                    plugin.at("/metadata/icon"));
        }
    }

    /** An address, or the name of an icon of the host's own collections. */
    private static boolean isElsewhere(String icon) {
        return icon.contains("://") || icon.startsWith("data:") || icon.startsWith("i-") || !icon.contains(".");
    }
}
