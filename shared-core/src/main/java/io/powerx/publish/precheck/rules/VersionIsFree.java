package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckRequest.Subject;
import io.powerx.publish.precheck.RegistryState;
import java.util.Objects;
import java.util.Optional;

/** A published version never changes; publishing the same content again is accepted and changes nothing. */
final class VersionIsFree extends RegistryRule {
    VersionIsFree() {
        super(
                "PX-V006",
                "The Marketplace does not have the version with other content",
                "requirements, version increments; docs/contracts/marketplace.openapi.yaml, preflight",
                Severity.ERROR,
                Severity.INFO);
    }

    @Override
    public boolean isSuppressible() {
        return false;
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().registry() != null && plugin.text("/version").isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        plugin.request()
                .problems(Subject.VERSION)
                .forEach(problem -> findings.add(problem.message(), problem.remedy(), plugin.at("/version")));
        String version = plugin.text("/version").orElse("");
        Optional<RegistryState.VersionState> state =
                plugin.request().preflight().map(RegistryState.Preflight::version);
        boolean same =
                state.filter(RegistryState.VersionState.SAME_CONTENT::equals).isPresent();
        if (same && !isOnTheChannel(plugin, version)) {
            findings.add(
                    Severity.INFO,
                    "Version %s is already published with this content, but not on the %s channel"
                            .formatted(version, plugin.request().channel().wireName()),
                    "Publish it to offer the same content on this channel as well.",
                    plugin.at("/version"));
        } else if (same) {
            findings.add(
                    Severity.INFO,
                    "Version " + version + " is already published with this content",
                    "Nothing needs to be done; publishing it again changes nothing.",
                    plugin.at("/version"));
        } else if (state.isEmpty() && isListed(plugin, version)) {
            findings.add(
                    Severity.INFO,
                    "Version " + version
                            + " already exists in the Marketplace, which cannot compare the content in advance",
                    "Increase the version, unless this is the same content again.",
                    plugin.at("/version"));
        }
    }

    private static boolean isOnTheChannel(PluginContext plugin, String version) {
        return Objects.requireNonNull(plugin.request().registry()).versions().stream()
                .anyMatch(listed -> listed.version().equals(version)
                        && listed.channel() == plugin.request().channel());
    }

    private static boolean isListed(PluginContext plugin, String version) {
        return Objects.requireNonNull(plugin.request().registry()).versions().stream()
                .map(RegistryState.Listed::version)
                .toList()
                .contains(version);
    }
}
