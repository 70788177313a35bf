package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.Channel;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.RegistryState;
import java.util.Comparator;
import java.util.Objects;

/** The stable channel may fix an older version while a beta of the next one is out, but not the other way round. */
final class BetaIsAheadOfStable extends RegistryRule {
    BetaIsAheadOfStable() {
        super(
                "PX-V007",
                "A beta version is greater than the last approved stable version",
                "requirements, version increments; PowerXDoc Submission_and_Review.md",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().registry() != null
                && plugin.request().channel() == Channel.BETA
                && plugin.version().isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        SemanticVersion version = plugin.version().orElseThrow();
        RegistryState registry = Objects.requireNonNull(plugin.request().registry());
        // A version that exists is the subject of another rule.
        if (registry.versions().stream().anyMatch(known -> known.version().equals(version.toString()))) {
            return;
        }
        registry.versions().stream()
                .filter(known -> known.approved() && known.channel() == Channel.STABLE)
                .flatMap(known -> SemanticVersion.parse(known.version()).stream())
                .max(Comparator.naturalOrder())
                .filter(newest -> version.compareTo(newest) <= 0)
                .ifPresent(newest -> findings.add(
                        "Version %s is not greater than %s, the last approved version of the stable channel"
                                .formatted(version, newest),
                        "Set a version above " + newest + " in plugin.yaml; tenants of the beta channel would get an "
                                + "older version than those of the stable channel.",
                        plugin.at("/version")));
    }
}
