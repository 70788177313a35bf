package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The host takes two dots anywhere in a name for a path out of the folder. Nuxt's chunks of catch-all routes have such names. */
final class ZipNamesAreInstallable extends DescribedRule {
    ZipNamesAreInstallable() {
        super(
                "PX-F012",
                "The host's installation by URL accepts all names in a zip",
                "PowerX install_url.go: names with two dots are rejected",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().pack().format() == PackageFormat.ZIP;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (SelectedFile file : plugin.selection().files()) {
            if (file.path().contains("..")) {
                findings.add(
                        file.path() + " has two dots in its name, and the host does not install a zip with such a name",
                        "Set artifacts.format to tar.gz, which the host's local install reads, or to pxp. Otherwise rename the"
                                + " file: the chunk of a catch-all route such as [...slug].vue is named after it.",
                        SourceLocation.ofFile(file.path()));
            }
        }
    }
}
