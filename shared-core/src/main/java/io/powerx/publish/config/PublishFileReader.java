package io.powerx.publish.config;

import io.powerx.publish.config.PublishFile.Artifacts;
import io.powerx.publish.config.PublishFile.DeclaredRisk;
import io.powerx.publish.config.PublishFile.Quality;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a {@link PublishFile} and rejects unknown keys. */
final class PublishFileReader {
    private static final double DEFAULT_THRESHOLD = 80;
    private static final List<String> RISK_LEVELS = List.of("low", "medium", "high", "critical");

    /** Keys of the file itself that are not settings. */
    private static final List<String> KEYS = List.of(
            "$schema",
            "autoRollback",
            "autoUpgrade",
            "channels",
            "publish",
            "risk",
            "rollbackPlan",
            "rollout",
            "rolloutPlan",
            "tenantFilters",
            "tenants",
            "window");

    /** Sections that have keys besides those of settings. */
    private static final Set<String> OTHER_SECTIONS = Set.of("artifacts", "precheck", "quality");

    private PublishFileReader() {}

    static PublishFile read(ConfigDocument document) {
        ConfigProblems problems = new ConfigProblems();
        problems.addAll(document.problems());
        ConfigSection root = ConfigSection.of(document, problems).allow(keysOfFile());
        settingSections().forEach(section -> root.section(section).allow(keys(section + ".", List.of())));
        List<String> targets = ConfigTargets.read(root);
        Artifacts artifacts = artifacts(root);
        Quality quality = quality(root);
        PrecheckPolicy precheck = PrecheckPolicyReader.read(root);
        DeclaredRisk risk = risk(root);
        return new PublishFile(document, artifacts, quality, precheck, risk, targets, problems.all());
    }

    /** The keys that are not in a section. */
    static Set<String> keysOfFile() {
        return keys("", KEYS);
    }

    /** The sections that have only keys of settings. */
    private static Set<String> settingSections() {
        return projectKeys()
                .filter(key -> key.indexOf('.') > 0)
                .map(key -> key.substring(0, key.indexOf('.')))
                .filter(section -> !OTHER_SECTIONS.contains(section))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * The keys of a section: those of settings and others.
     *
     * @param prefix the name of the section with a dot; empty for the file itself
     */
    static Set<String> keys(String prefix, List<String> others) {
        return Stream.concat(
                        others.stream(),
                        projectKeys().filter(key -> key.startsWith(prefix)).map(key -> key.substring(prefix.length())
                                .replaceFirst("\\..*", "")))
                .collect(Collectors.toSet());
    }

    private static Stream<String> projectKeys() {
        return Arrays.stream(Setting.values()).map(Setting::projectKey).flatMap(Stream::ofNullable);
    }

    private static Artifacts artifacts(ConfigSection root) {
        ConfigSection artifacts = root.section("artifacts")
                .allow(keys("artifacts.", List.of("format", "include", "ignore", "platforms")));
        String format = artifacts.oneOf("format", List.of("pxp", "tar.gz", "zip"));
        String level = artifacts.oneOf("level", WireEnum.names(CompressionLevel.class));
        return new Artifacts(
                Objects.requireNonNullElse(format, "pxp"),
                level == null
                        ? CompressionLevel.BALANCED
                        : WireEnum.of(CompressionLevel.class, level).orElseThrow(),
                artifacts.text("root"),
                artifacts.texts("include"),
                artifacts.texts("ignore"),
                PlatformsReader.read(artifacts));
    }

    private static Quality quality(ConfigSection root) {
        ConfigSection quality = root.section("quality").allow(keys("quality.", List.of("tests", "coverage")));
        Double threshold = quality.number("coverageThreshold", 0, 100);
        return new Quality(
                quality.texts("tests"),
                quality.texts("coverage"),
                Objects.requireNonNullElse(threshold, DEFAULT_THRESHOLD));
    }

    private static @Nullable DeclaredRisk risk(ConfigSection root) {
        if (!root.has("risk")) {
            return null;
        }
        if (!root.isMapping("risk")) {
            String level = root.oneOf("risk", RISK_LEVELS);
            return level == null ? null : new DeclaredRisk(level, null);
        }
        ConfigSection risk = root.section("risk").allow(Set.of("level", "reason"));
        String level = risk.oneOf("level", RISK_LEVELS);
        if (!risk.has("level")) {
            risk.report("", "\"risk\" has no level; it must be " + InvalidChoice.anyOf(RISK_LEVELS));
        }
        String reason = risk.text("reason");
        return level == null ? null : new DeclaredRisk(level, reason);
    }
}
