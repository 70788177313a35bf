package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Services and tools of PowerX listen on these ports. */
final class HostPortsAreFree extends DescribedRule {
    private static final Pattern PORT = Pattern.compile("(?<![0-9.])(?:8078|8086)(?![0-9.])");
    private static final Pattern COMMENT = Pattern.compile("(?:^|\\s)#.*");
    private static final List<String> FILES = List.of("plugin.yaml", "backend/etc/config.yaml");
    private static final int MAX_BYTES = 1 << 20;

    HostPortsAreFree() {
        super(
                "PX-F004",
                "No configuration file uses the ports 8078 and 8086",
                "PowerXPluginECommerce build.mk, dist-verify: 8078 and 8086",
                Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Set<String> files = new TreeSet<>(FILES);
        JsonNode catalogs = plugin.manifest().at("/catalogs");
        catalogs.forEach(catalog -> files.add(ProjectFolder.withoutLeadingDots(catalog.asText(""))));
        for (String file : files) {
            text(plugin, file).ifPresent(text -> scan(file, text, findings));
        }
    }

    private static void scan(String file, String text, Findings findings) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String content = COMMENT.matcher(line).replaceFirst("");
            Matcher matcher = PORT.matcher(content);
            if (matcher.find()) {
                findings.add(
                        "The configuration uses port " + matcher.group() + ", which belongs to PowerX",
                        "Read the port from POWERX_BIND_ADDR, or use 0.",
                        new SourceLocation(file, number, matcher.start() + 1));
            }
        }
    }

    private static Optional<String> text(PluginContext plugin, String file) {
        try {
            return plugin.project().text(file, MAX_BYTES, ErrorCode.MANIFEST_INVALID);
        } catch (PublishException e) {
            // Rules that need the file report that it cannot be read.
            return Optional.empty();
        }
    }
}
