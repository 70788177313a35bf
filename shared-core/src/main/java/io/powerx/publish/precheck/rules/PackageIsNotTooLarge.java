package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.RegistryState;

/** Before it is packed, the size of a package is only known if it is not compressed. */
final class PackageIsNotTooLarge extends RegistryRule {
    PackageIsNotTooLarge() {
        super(
                "PX-A004",
                "The package is not larger than the Marketplace accepts",
                "docs/contracts/marketplace.openapi.yaml, preflight and artifact_too_large",
                Severity.ERROR,
                Severity.INFO);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request()
                .preflight()
                .map(RegistryState.Preflight::limitBytes)
                .isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        long limit = plugin.request()
                .preflight()
                .map(RegistryState.Preflight::limitBytes)
                .orElse(Long.MAX_VALUE);
        long size = plugin.selection().files().stream()
                .mapToLong(SelectedFile::size)
                .sum();
        if (size <= limit) {
            return;
        }
        boolean certain = plugin.request().pack().level() == CompressionLevel.STORE;
        findings.add(
                certain ? Severity.ERROR : Severity.INFO,
                "The files of the package total %s%s, but the Marketplace accepts only packages of up to %s"
                        .formatted(Quantities.size(size), certain ? "" : " before compression", Quantities.size(limit)),
                "Exclude files that the plugin does not need with artifacts.ignore in publish.yml"
                        + (certain ? ", or choose a level that compresses." : "."),
                null);
    }
}
