package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Marketplace and the menu of the host show the icon. */
final class IconExists extends DescribedRule {
    private static final List<String> PUBLIC = List.of("web-admin/.output/public", "web-admin/dist", "assets", ".");

    IconExists() {
        super(
                "PX-M010",
                "The icon in the manifest exists",
                "PowerXPluginECommerce build.mk, dist-verify: metadata.icon",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.text("/metadata/icon").filter(icon -> !isExternal(icon)).isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String icon = plugin.text("/metadata/icon").orElse("");
        String relative = icon.replaceFirst("^(?:\\./|/)+", "");
        Optional<String> served = plugin.text("/frontend/admin/static_dir");
        boolean found = Stream.concat(PUBLIC.stream(), served.stream())
                .anyMatch(folder -> plugin.project().hasFile(folder + "/" + relative));
        if (!found) {
            findings.add(
                    "metadata.icon refers to a file that does not exist: " + icon,
                    "Add the file to web-admin/.output/public, or correct its name.",
                    plugin.at("/metadata/icon"));
        }
    }

    /** Whether it is a URL, or the name of an icon in a collection of the host. */
    private static boolean isExternal(String icon) {
        return icon.contains("://") || icon.startsWith("data:") || icon.startsWith("i-") || !icon.contains(".");
    }
}
