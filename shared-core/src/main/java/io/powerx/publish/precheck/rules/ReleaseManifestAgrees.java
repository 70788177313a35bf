package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredCapability;
import io.powerx.publish.precheck.FileEdit;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.yaml.YamlDocument;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** PowerX reads the release manifest in addition to plugin.yaml, and refuses a plugin if they differ. */
final class ReleaseManifestAgrees extends DescribedRule {
    private static final List<String> FILES =
            List.of("manifest.yaml", "manifest.yml", "meta/manifest.yaml", "docs/contracts/manifest.yaml");
    private static final String VERSION = "/version";
    private static final Map<String, String> SAME = Map.of(
            "/id", "/id", "/name", "/name", "/version", "/version", "/runtime/entry", "/runtime/backend/entrypoint");
    private static final List<String> REQUIRED = List.of(
            "/id",
            "/name",
            "/version",
            "/channel",
            "/min_core",
            "/runtime/backend/entrypoint",
            "/runtime/backend/sha256",
            "/lifecycle/status",
            "/signature/algorithm",
            "/signature/signed_by",
            "/build/commit",
            "/build/builder",
            "/build/timestamp");
    private static final Map<String, List<String>> LISTS = Map.of(
            "/frontends", List.of("name", "path", "sha256"),
            "/signature/hashes", List.of("path", "sha256"),
            "/migrations", List.of(),
            "/rbac", List.of());
    private static final Set<String> CHANNELS = Set.of("stable", "beta", "alpha", "dev");

    ReleaseManifestAgrees() {
        super(
                "PX-M022",
                "The release manifest is complete and agrees with plugin.yaml",
                "PowerXPluginBase cmd/manifestcheck/main.go",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return file(plugin).isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        YamlFiles.read(plugin.project(), file(plugin).orElseThrow(), findings)
                .ifPresent(release -> checkContent(plugin, release, findings));
    }

    private static void checkContent(PluginContext plugin, YamlDocument release, Findings findings) {
        SAME.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> compare(plugin, release, entry.getKey(), entry.getValue(), findings));
        checkCapabilities(plugin, release, findings);
        checkFields(release, findings);
    }

    @Override
    public List<FileEdit> fixes(PluginContext plugin) {
        YamlDocument release = plugin.project().yaml(file(plugin).orElseThrow());
        String found = text(release, VERSION);
        String expected = plugin.text(VERSION).orElse("");
        if (found.isEmpty() || expected.isEmpty() || found.equals(expected)) {
            return List.of();
        }
        SourceLocation where = release.locate(VERSION);
        return List.of(new FileEdit.Replace(release.file(), where.line(), where.column(), found, expected));
    }

    private static void compare(
            PluginContext plugin, YamlDocument release, String pointer, String other, Findings findings) {
        String expected = plugin.text(pointer).orElse("");
        String found = text(release, other);
        if (!found.isEmpty() && !expected.isEmpty() && !found.equals(expected)) {
            findings.add(
                    "%s in %s is \"%s\", but %s in plugin.yaml is \"%s\""
                            .formatted(field(other), release.file(), found, field(pointer), expected),
                    "Use the same value in both files.",
                    release.locate(other));
        }
    }

    private static void checkCapabilities(PluginContext plugin, YamlDocument release, Findings findings) {
        JsonNode provides = release.root().at("/capabilities/provides");
        if (!provides.isArray() || provides.isEmpty()) {
            return;
        }
        Set<String> declared = new HashSet<>();
        plugin.manifest().capabilities().forEach(capability -> declared.add(capability.id()));
        Set<String> released = new HashSet<>();
        for (int i = 0; i < provides.size(); i++) {
            String id = provides.get(i).path("id").asText("").strip();
            released.add(id);
            if (!declared.contains(id)) {
                findings.add(
                        "%s provides the capability %s, which plugin.yaml does not declare"
                                .formatted(release.file(), id),
                        "Provide the same capabilities in both files.",
                        release.locate("/capabilities/provides/" + i));
            }
        }
        for (DeclaredCapability capability : plugin.manifest().capabilities()) {
            if (!released.contains(capability.id())) {
                findings.add(
                        "%s does not provide the capability %s".formatted(release.file(), capability.id()),
                        "Provide the same capabilities in both files.",
                        plugin.at(capability.pointer()));
            }
        }
    }

    /** The build may still fill in fields such as hashes, so missing fields are only warnings. */
    private static void checkFields(YamlDocument release, Findings findings) {
        REQUIRED.stream()
                .filter(pointer -> text(release, pointer).isEmpty())
                .forEach(pointer -> missing(release, pointer, field(pointer) + " is missing", findings));
        LISTS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> checkList(release, entry.getKey(), entry.getValue(), findings));
        if (!release.root().path("contracts").isObject()) {
            missing(release, "/contracts", "contracts is not a mapping", findings);
        }
        String channel = text(release, "/channel");
        if (!channel.isEmpty() && !CHANNELS.contains(channel)) {
            findings.add(
                    Severity.WARNING,
                    "channel in %s is \"%s\"".formatted(release.file(), channel),
                    "Use stable, beta, alpha or dev.",
                    release.locate("/channel"));
        }
    }

    private static void checkList(YamlDocument release, String pointer, List<String> fields, Findings findings) {
        JsonNode list = release.root().at(pointer);
        if (!list.isArray() || list.isEmpty()) {
            missing(release, pointer, field(pointer) + " has no entry", findings);
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            for (String name : fields) {
                String place = pointer + "/" + i + "/" + name;
                if (text(release, place).isEmpty()) {
                    missing(release, place, field(place) + " is missing", findings);
                }
            }
        }
    }

    private static void missing(YamlDocument release, String pointer, String problem, Findings findings) {
        findings.add(
                Severity.WARNING,
                problem + " in " + release.file(),
                "Add it, or remove the file: it is only needed by tools that read the release manifest.",
                release.locate(pointer));
    }

    private static Optional<String> file(PluginContext plugin) {
        return FILES.stream().filter(plugin.project()::hasFile).findFirst();
    }

    private static String text(YamlDocument document, String pointer) {
        JsonNode node = document.root().at(pointer);
        return node.isNull() ? "" : node.asText("").strip();
    }
}
