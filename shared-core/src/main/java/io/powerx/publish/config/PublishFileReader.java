package io.powerx.publish.config;

import io.powerx.publish.config.PublishFile.Artifacts;
import io.powerx.publish.config.PublishFile.DeclaredRisk;
import io.powerx.publish.config.PublishFile.Quality;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@link PublishFile} and rejects unknown keys. */
final class PublishFileReader {
    private static final double DEFAULT_THRESHOLD = 80;
    private static final List<String> RISK_LEVELS = List.of("low", "medium", "high", "critical");

    private static final Set<String> KEYS = Set.of(
            "$schema",
            "api",
            "artifactStore",
            "artifacts",
            "autoRollback",
            "autoUpgrade",
            "channel",
            "channels",
            "notes",
            "oidc",
            "output",
            "precheck",
            "publish",
            "quality",
            "risk",
            "rollbackPlan",
            "rollout",
            "rolloutPlan",
            "signer",
            "telemetry",
            "tenantFilters",
            "tenants",
            "upload",
            "waitTimeout",
            "window");

    private PublishFileReader() {}

    static PublishFile read(ConfigDocument document) {
        ConfigProblems problems = new ConfigProblems();
        problems.addAll(document.problems());
        ConfigSection root = ConfigSection.of(document, problems).allow(KEYS);
        root.section("artifactStore").allow(Set.of("bucket", "prefix", "region"));
        root.section("signer").allow(Set.of("profile", "certificate"));
        root.section("oidc").allow(Set.of("audience"));
        root.section("telemetry").allow(Set.of("enabled", "endpoint"));
        root.section("upload").allow(Set.of("concurrency", "limit", "deadline"));
        List<String> targets = ConfigTargets.read(root);
        Artifacts artifacts = artifacts(root);
        Quality quality = quality(root);
        PrecheckPolicy precheck = PrecheckPolicyReader.read(root);
        DeclaredRisk risk = risk(root);
        return new PublishFile(document, artifacts, quality, precheck, risk, targets, problems.all());
    }

    private static Artifacts artifacts(ConfigSection root) {
        ConfigSection artifacts =
                root.section("artifacts").allow(Set.of("format", "level", "include", "ignore", "root", "platforms"));
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
        ConfigSection quality = root.section("quality").allow(Set.of("tests", "coverage", "coverageThreshold"));
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
