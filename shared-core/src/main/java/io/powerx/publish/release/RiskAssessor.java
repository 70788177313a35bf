package io.powerx.publish.release;

import io.powerx.publish.config.PublishFile.DeclaredRisk;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.release.ReleaseMetadata.Risk;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Determines the risk of a release for its reviewers. The most severe reason sets the level; a declared risk can only
 * raise it.
 */
final class RiskAssessor {
    private static final int MAX_LISTED = 10;

    private enum Level {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    private final List<Risk.Reason> reasons = new ArrayList<>();
    private Level level = Level.LOW;

    private RiskAssessor() {}

    static Risk assess(ReleaseInput input) {
        RiskAssessor assessor = new RiskAssessor();
        assessor.version(input);
        assessor.permissions(input);
        if (input.plugin().hasMigrations()) {
            assessor.add(Level.MEDIUM, "migrations", "the database is migrated when the version is installed");
        }
        if (input.precheck() == null) {
            assessor.add(Level.HIGH, "precheck_skipped", null);
        } else if (!input.precheck().passed()) {
            assessor.add(
                    Level.HIGH, "precheck_errors_ignored", input.precheckBlocks() ? null : "errors do not block here");
        }
        assessor.declared(input.file().risk());
        return new Risk(assessor.level.name().toLowerCase(Locale.ROOT), List.copyOf(assessor.reasons));
    }

    private void version(ReleaseInput input) {
        SemanticVersion version =
                SemanticVersion.parse(input.plugin().version()).orElse(null);
        if (version != null && !version.preRelease().isEmpty()) {
            add(Level.LOW, "prerelease", version.toString());
        }
        if (input.firstRelease()) {
            add(Level.MEDIUM, "first_release", null);
        }
        Optional<SemanticVersion> previous =
                Optional.ofNullable(input.previous()).flatMap(p -> SemanticVersion.parse(p.version()));
        if (version == null || previous.isEmpty()) {
            return;
        }
        String step = previous.get() + " to " + version;
        if (!version.major().equals(previous.get().major())) {
            add(Level.HIGH, "major_version", step);
        } else if (!version.minor().equals(previous.get().minor())) {
            add(Level.MEDIUM, "minor_version", step);
        } else {
            add(Level.LOW, "patch_version", step);
        }
    }

    private void permissions(ReleaseInput input) {
        if (input.previous() == null || input.previous().permissions() == null) {
            return;
        }
        Set<String> added = new TreeSet<>(input.plugin().permissions());
        input.previous().permissions().forEach(added::remove);
        if (!added.isEmpty()) {
            String listed = String.join(", ", added.stream().limit(MAX_LISTED).toList());
            int more = added.size() - MAX_LISTED;
            add(Level.HIGH, "permissions_widened", more > 0 ? listed + " and " + more + " more" : listed);
        }
    }

    private void declared(@Nullable DeclaredRisk declared) {
        if (declared != null) {
            add(Level.valueOf(declared.level().toUpperCase(Locale.ROOT)), "declared", declared.reason());
        }
    }

    private void add(Level atLeast, String code, @Nullable String detail) {
        reasons.add(new Risk.Reason(code, detail));
        if (atLeast.compareTo(level) > 0) {
            level = atLeast;
        }
    }
}
