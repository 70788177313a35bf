package io.powerx.publish.release;

import io.powerx.publish.config.PublishFile.DeclaredRisk;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.plugin.PluginSnapshot.Dependency;
import io.powerx.publish.plugin.PreviousRelease;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.precheck.PackageFacts;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.release.ReleaseMetadata.Risk;
import io.powerx.publish.secret.ForeignText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Determines the risk of a release for its reviewers, from its changes since the previous version. The most severe reason
 * sets the level. A declared level can raise it; it can lower it only with a reason.
 */
final class RiskAssessor {
    private static final int MAX_LISTED = 10;
    private static final int MAX_LENGTH = 1_000;

    /** Percentage points. The same code differs by fractions of one between runs, because of concurrency and random input. */
    private static final double COVERAGE_DROP = 1;

    /** Share of the previous size. New dependencies change it by less; what is larger is often packed by mistake. */
    private static final double GROWTH = 0.5;

    /** Bytes. Small packages grow by half with one picture. */
    private static final long MIN_GROWTH = 1_000_000;

    private enum Level {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL
    }

    private final ReleaseInput input;
    private final PluginSnapshot plugin;
    private final List<Risk.Reason> reasons = new ArrayList<>();
    private Level level = Level.LOW;

    private RiskAssessor(ReleaseInput input) {
        this.input = input;
        this.plugin = input.plugin();
    }

    static Risk assess(ReleaseInput input) {
        RiskAssessor assessor = new RiskAssessor(input);
        assessor.version();
        PreviousRelease tagged = assessor.taggedPrevious();
        assessor.permissions(tagged);
        if (tagged == null) {
            assessor.addMigrations();
        } else {
            assessor.compare(tagged);
        }
        assessor.precheck();
        assessor.measures();
        assessor.declared(input.file().risk());
        return new Risk(assessor.level.name().toLowerCase(Locale.ROOT), List.copyOf(assessor.reasons));
    }

    private void version() {
        SemanticVersion version = SemanticVersion.parse(plugin.version()).orElse(null);
        if (version != null && !version.preRelease().isEmpty()) {
            add(Level.LOW, "prerelease", version + " is a prerelease");
        }
        if (input.firstRelease()) {
            add(Level.MEDIUM, "first_release", "this is the first release in the channel");
        }
        SemanticVersion previous = Optional.ofNullable(input.previous())
                .flatMap(published -> SemanticVersion.parse(published.version()))
                .orElse(null);
        if (version == null || previous == null) {
            return;
        }
        String step = "the version goes from " + previous + " to " + version;
        if (!version.major().equals(previous.major())) {
            add(Level.HIGH, "major_version", step);
        } else if (!version.minor().equals(previous.minor())) {
            add(Level.MEDIUM, "minor_version", step);
        } else {
            add(Level.LOW, "patch_version", step);
        }
    }

    /** The tag of the previous version, unless the channel's previous version is another one. */
    private @Nullable PreviousRelease taggedPrevious() {
        PreviousRelease tagged = plugin.previous();
        boolean same = tagged != null
                && !input.firstRelease()
                && (input.previous() == null || input.previous().version().equals(tagged.version()));
        return same ? tagged : null;
    }

    private void permissions(@Nullable PreviousRelease tagged) {
        List<String> before = input.previous() == null ? null : input.previous().permissions();
        if (before == null && tagged != null) {
            before = tagged.permissions();
        }
        if (before != null) {
            addNew(Level.HIGH, "permissions_widened", "new permissions: ", before, plugin.permissions());
        }
    }

    private void addMigrations() {
        if (plugin.hasMigrations()) {
            add(Level.MEDIUM, "migrations", "the database is migrated when the version is installed");
        }
    }

    private void compare(PreviousRelease previous) {
        addNew(
                Level.HIGH,
                "default_grants_widened",
                "roles get new permissions by default: ",
                previous.defaultGrants(),
                plugin.defaultGrants());
        if (!Objects.equals(previous.hostRange(), plugin.hostRange())) {
            add(
                    Level.MEDIUM,
                    "host_range_changed",
                    "the supported core versions change from " + shown(previous.hostRange()) + " to "
                            + shown(plugin.hostRange()));
        }
        dependencies(previous.dependencies());
        migrations(previous.migrations());
    }

    private void dependencies(List<Dependency> before) {
        Map<String, Dependency> earlier =
                before.stream().collect(Collectors.toMap(Dependency::id, d -> d, (first, second) -> first));
        for (Dependency now : plugin.dependencies()) {
            Dependency then = earlier.get(now.id());
            if (then == null) {
                add(Level.MEDIUM, "dependency_added", "it depends on " + now.id() + " " + shown(now.range()) + " now");
            } else if (!firstNumber(then.range()).equals(firstNumber(now.range()))) {
                add(
                        Level.MEDIUM,
                        "dependency_major",
                        "the dependency " + now.id() + " changes from " + shown(then.range()) + " to "
                                + shown(now.range()));
            }
        }
    }

    /** The major version with which a range begins, such as 2 in {@code ^2.1.0}. */
    private static String firstNumber(@Nullable String range) {
        return range == null ? "" : range.replaceFirst("(?s)^\\D*(\\d*).*", "$1");
    }

    private void migrations(List<PreviousRelease.Migration> changed) {
        if (changed.isEmpty()) {
            return;
        }
        add(
                Level.MEDIUM,
                "migrations_changed",
                "new or changed migrations: "
                        + listed(changed.stream()
                                .map(PreviousRelease.Migration::path)
                                .toList()));
        for (PreviousRelease.Migration migration : changed) {
            if (!migration.destructive().isEmpty()) {
                add(
                        Level.HIGH,
                        "migrations_destructive",
                        migration.path() + ": " + String.join("; ", migration.destructive()));
            }
        }
    }

    private void precheck() {
        if (input.precheck() == null) {
            add(Level.HIGH, "precheck_skipped", "the precheck was skipped");
            return;
        }
        Set<String> suppressed = new TreeSet<>(input.precheck().suppressedRules());
        if (!suppressed.isEmpty()) {
            add(Level.MEDIUM, "prechecks_suppressed", "publish.yml suppresses findings of " + listed(suppressed));
        }
        if (!input.precheck().passed()) {
            add(
                    Level.HIGH,
                    "precheck_errors_ignored",
                    input.precheckBlocks()
                            ? "the precheck found errors"
                            : "the precheck found errors, which do not block here");
        }
    }

    /** Compares what the precheck measured with what the receipt of the previous version records. */
    private void measures() {
        PublishedVersion previous = input.previous();
        PrecheckReport now = input.precheck();
        if (previous == null || now == null) {
            return;
        }
        Double before = previous.lineCoverage();
        Double after = now.lineCoverage();
        if (before != null && after != null && before - after > COVERAGE_DROP) {
            add(
                    Level.MEDIUM,
                    "coverage_dropped",
                    String.format(Locale.ROOT, "the line coverage drops from %.1f %% to %.1f %%", before, after));
        }
        PackageFacts earlier = previous.packages();
        PackageFacts current = now.packages();
        if (earlier != null && current != null) {
            packages(earlier, current);
        }
    }

    private void packages(PackageFacts before, PackageFacts now) {
        long growth = now.bytes() - before.bytes();
        if (growth >= MIN_GROWTH && growth > before.bytes() * GROWTH) {
            add(
                    Level.MEDIUM,
                    "size_jump",
                    "the files of the package grow from " + Quantities.size(before.bytes()) + " to "
                            + Quantities.size(now.bytes()));
        }
        addNew(Level.MEDIUM, "executables_added", "new executables: ", before.executables(), now.executables());
    }

    private void declared(@Nullable DeclaredRisk declared) {
        if (declared == null) {
            return;
        }
        Level own = Level.valueOf(declared.level().toUpperCase(Locale.ROOT));
        String reason = declared.reason();
        if (own.compareTo(level) >= 0) {
            add(own, "declared", reason == null ? "the publisher declares this level" : reason);
        } else if (reason != null) {
            add(own, "lowered", "the publisher lowers the level from " + name(level) + ": " + reason);
            level = own;
        } else {
            add(own, "declared", "the publisher declares " + name(own) + ", which does not count without a reason");
        }
    }

    private static String name(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    private void addNew(Level atLeast, String code, String text, Collection<String> before, Collection<String> now) {
        TreeSet<String> added = new TreeSet<>(now);
        added.removeAll(before);
        if (!added.isEmpty()) {
            add(atLeast, code, text + listed(added));
        }
    }

    private static String listed(Collection<String> items) {
        int more = items.size() - MAX_LISTED;
        String first = items.stream().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return more > 0 ? first + " and " + more + " more" : first;
    }

    private static String shown(@Nullable String range) {
        return range == null ? "any" : range;
    }

    private void add(Level atLeast, String code, String detail) {
        reasons.add(new Risk.Reason(code, ForeignText.oneLine(detail, MAX_LENGTH)));
        if (atLeast.compareTo(level) > 0) {
            level = atLeast;
        }
    }
}
