package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.content.FileScan;
import io.powerx.publish.precheck.content.Program.Binary;
import java.util.Set;

/** A failed download or an incomplete checkout leaves files that only have the right name. */
final class FilesHaveTheirContent extends DescribedRule {
    FilesHaveTheirContent() {
        super(
                "PX-F007",
                "Files contain what their names suggest, not a Git LFS pointer or an error page",
                "git-lfs specification; requirements, deterministic packaging of build outputs",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Set<String> programs = Executables.packed(plugin);
        for (FileScan file : plugin.scan().files()) {
            String unexpected = file.unexpected();
            if (unexpected != null) {
                boolean lfs = unexpected.contains("LFS");
                findings.add(
                        "%s has the wrong content: %s".formatted(file.path(), unexpected),
                        lfs
                                ? "Check out with LFS: run git lfs pull, or set lfs: true for actions/checkout."
                                : "Download or build it again; with curl, use --fail, so that an error page is not saved.",
                        SourceLocation.ofFile(file.path()));
            } else if (!programs.contains(file.path())) {
                // PX-F008 reports the programs of the manifest.
                file.binary()
                        .map(Binary::problem)
                        .filter(problem -> problem.contains("truncated"))
                        .ifPresent(problem -> findings.add(
                                Severity.WARNING,
                                "%s is incomplete: %s".formatted(file.path(), problem),
                                "Build or copy it again.",
                                SourceLocation.ofFile(file.path())));
            }
        }
    }
}
