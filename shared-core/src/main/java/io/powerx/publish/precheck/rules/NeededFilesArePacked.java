package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.select.PackedPaths;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.plugin.RuntimeNeed.Kind;
import io.powerx.publish.plugin.RuntimeNeed.Presence;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Optional;

/** The host has only the package: a file that exists in the project but is not packed is as good as missing. */
final class NeededFilesArePacked extends DescribedRule {
    NeededFilesArePacked() {
        super(
                "PX-M011",
                "The package contains the files and folders that the manifest refers to",
                "PowerX loader.go, Validate; lifecycle.go, Enable; migrations.go; PowerXPluginBase validator.go;"
                        + " PowerXPluginECommerce build.mk, dist-verify",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (RuntimeNeed need : plugin.manifest().runtimeNeeds()) {
            // PX-M007 reports catalogs that do not exist, and there are none to pack then.
            boolean reportedElsewhere = need.pointer().startsWith("/catalogs/") && !isInProject(plugin, need);
            if (need.path().contains("\\") && need.presence() != Presence.POSSIBLE && !reportedElsewhere) {
                reportBackslashes(plugin, need, findings);
            } else if (!reportedElsewhere && !isPacked(plugin.packed(), need)) {
                report(plugin, need, findings);
            }
        }
    }

    /** Only on Windows does a backslash separate the names of a path, and hosts run on Linux. */
    private static void reportBackslashes(PluginContext plugin, RuntimeNeed need, Findings findings) {
        findings.add(
                need.presence() == Presence.REQUIRED ? Severity.ERROR : Severity.WARNING,
                "%s has backslashes, so a host on Linux does not find it: %s"
                        .formatted(field(need.pointer()), need.path()),
                "Separate the names with forward slashes: %s."
                        .formatted(need.path().replace('\\', '/')),
                plugin.at(need.pointer()));
    }

    private static void report(PluginContext plugin, RuntimeNeed need, Findings findings) {
        String field = field(need.pointer());
        List<String> places = places(need);
        if (isInProject(plugin, need)) {
            String reason = places.stream()
                    .flatMap(place -> plugin.packed().reasonAgainst(place).stream())
                    .findFirst()
                    .orElse(need.kind() == Kind.FOLDER ? "it contains no file to pack" : "no rule selects it");
            findings.add(
                    Severity.ERROR,
                    (need.kind() == Kind.FOLDER
                                    ? "%s refers to a folder that is not packed: %s (%s)"
                                    : "%s refers to a file that is not packed: %s (%s)")
                            .formatted(field, need.path(), reason),
                    "Change artifacts.include or artifacts.ignore in publish.yml so that it is packed, or correct the path.",
                    plugin.at(need.pointer()));
        } else if (need.presence() != Presence.POSSIBLE) {
            boolean outside = places.isEmpty();
            findings.add(
                    need.presence() == Presence.REQUIRED ? Severity.ERROR : Severity.WARNING,
                    outside
                            ? "%s points outside the plugin: %s".formatted(field, need.path())
                            : missing(plugin, need, field),
                    outside ? "Use a path inside the plugin, relative to plugin.yaml." : remedy(need),
                    plugin.at(need.pointer()));
        }
    }

    private static String missing(PluginContext plugin, RuntimeNeed need, String field) {
        boolean otherKind = places(need).stream()
                .anyMatch(place -> need.kind() == Kind.FOLDER
                        ? plugin.build().hasFile(place)
                        : plugin.build().hasFolder(place));
        if (otherKind) {
            return (need.kind() == Kind.FOLDER
                            ? "%s refers to a file, but the host needs a folder: %s"
                            : "%s refers to a folder, but the host needs a file: %s")
                    .formatted(field, need.path());
        }
        return (need.kind() == Kind.FOLDER
                        ? "%s refers to a folder that does not exist: %s"
                        : "%s refers to a file that does not exist: %s")
                .formatted(field, need.path());
    }

    private static String remedy(RuntimeNeed need) {
        boolean command =
                need.pointer().equals("/runtime/entry") && !need.path().contains("/");
        return command
                ? "The host starts a file of the package, not a command. Set runtime.entry to a program or to a script that"
                        + " begins with #!, such as backend/bin/plugin."
                : "Build or add it before publishing, or correct the path.";
    }

    private static boolean isPacked(PackedPaths packed, RuntimeNeed need) {
        return places(need).stream()
                .anyMatch(place -> need.kind() == Kind.FOLDER
                        ? packed.hasFolder(place)
                        : packed.hasFile(place) || (need.presence() == Presence.POSSIBLE && packed.hasFolder(place)));
    }

    private static boolean isInProject(PluginContext plugin, RuntimeNeed need) {
        return places(need).stream()
                .anyMatch(place -> need.kind() == Kind.FOLDER
                        ? plugin.build().hasFolder(place)
                        : plugin.build().hasFile(place)
                                || (need.presence() == Presence.POSSIBLE
                                        && plugin.build().hasFolder(place)));
    }

    private static List<String> places(RuntimeNeed need) {
        return need.places().stream()
                .map(RuntimeNeed::normalized)
                .flatMap(Optional::stream)
                .toList();
    }
}
