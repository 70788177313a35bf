package io.powerx.publish.release;

import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.release.ReleaseMetadata.Build;
import io.powerx.publish.release.ReleaseMetadata.Dependency;
import io.powerx.publish.release.ReleaseMetadata.Notes;
import io.powerx.publish.release.ReleaseMetadata.Quality;
import io.powerx.publish.release.ReleaseMetadata.Risk;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Assembles the metadata of a release that is sent to the Marketplace. */
public final class ReleaseAssembler {
    private ReleaseAssembler() {}

    /**
     * Assembles the metadata of a release.
     *
     * @throws io.powerx.publish.error.PublishException {@link io.powerx.publish.error.ErrorCode#CONFIG_INVALID} if
     *     the rollout in publish.yml is invalid
     */
    public static ReleaseMetadata assemble(ReleaseInput input) {
        PluginSnapshot plugin = input.plugin();
        Risk risk = RiskAssessor.assess(input);
        return new ReleaseMetadata(
                plugin.id(),
                plugin.name(),
                plugin.version(),
                input.channel(),
                plugin.hostRange(),
                plugin.permissions(),
                plugin.dependencies().stream().map(ReleaseAssembler::dependency).toList(),
                new Notes("markdown", input.notes().text(), input.notes().generated()),
                risk,
                RolloutPlanner.plan(input, risk),
                quality(input.precheck()),
                build(input.build(), plugin));
    }

    /** The contract requires a range, which is optional in a manifest. */
    private static Dependency dependency(PluginSnapshot.Dependency dependency) {
        return new Dependency(
                dependency.id(), Objects.requireNonNullElse(dependency.range(), "*"), dependency.optional());
    }

    private static Quality quality(@Nullable PrecheckReport report) {
        if (report == null) {
            return new Quality(null, null, new Quality.Precheck(0, 0, 0, true));
        }
        PrecheckReport.Tests tests = report.tests();
        return new Quality(
                tests == null ? null : new Quality.Tests(tests.total(), tests.failed(), tests.skipped()),
                report.lineCoverage(),
                new Quality.Precheck(
                        (int) report.counts().errors(),
                        (int) report.counts().warnings(),
                        report.suppressed().size(),
                        false));
    }

    /** The facts from the CI, completed with those of the git checkout. */
    private static @Nullable Build build(@Nullable Build ci, PluginSnapshot plugin) {
        if (ci == null) {
            return plugin.commit() == null && plugin.repository() == null
                    ? null
                    : new Build(plugin.commit(), plugin.repository(), null, null, null);
        }
        return new Build(
                ci.commit() == null ? plugin.commit() : ci.commit(),
                ci.repository() == null ? plugin.repository() : ci.repository(),
                ci.builder(),
                ci.buildUrl(),
                ci.timestamp(),
                ci.job());
    }
}
