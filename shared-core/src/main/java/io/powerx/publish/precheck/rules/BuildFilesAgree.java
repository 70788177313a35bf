package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.FileEdit;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;

/** A back end whose version differs from the plugin's was often built from another commit. */
final class BuildFilesAgree extends DescribedRule {
    BuildFilesAgree() {
        super(
                "PX-V008",
                "The pyproject.toml and pom.xml files have the version of plugin.yaml",
                "requirements, version increments; PEP 621; Maven POM reference",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.version().isPresent()
                && !VersionFields.ofBackEnd(plugin.project()).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        PackageJsonAgrees.report(VersionFields.ofBackEnd(plugin.project()), plugin, findings);
    }

    @Override
    public List<FileEdit> fixes(PluginContext plugin) {
        return PackageJsonAgrees.edits(VersionFields.ofBackEnd(plugin.project()), plugin);
    }
}
