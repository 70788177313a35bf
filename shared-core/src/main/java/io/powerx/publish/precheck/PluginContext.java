package io.powerx.publish.precheck;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.pack.FileSelection;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.plugin.PluginManifest;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.precheck.evidence.CoverageSummary;
import io.powerx.publish.precheck.evidence.Evidence;
import io.powerx.publish.precheck.evidence.TestSummary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;

/** What rules look at. Costly parts are read when the first rule asks for them. */
public final class PluginContext {
    private final PluginManifest manifest;
    private final PrecheckRequest request;
    private @Nullable FileSelection selection;
    private @Nullable Evidence evidence;
    private @Nullable Optional<Changelog> changelog;

    PluginContext(PluginManifest manifest, PrecheckRequest request) {
        this.manifest = manifest;
        this.request = request;
    }

    public PluginManifest manifest() {
        return manifest;
    }

    public ProjectFolder project() {
        return manifest.project();
    }

    public PrecheckRequest request() {
        return request;
    }

    /** The plugin's version, where it is one by SemVer. */
    public Optional<Semver> version() {
        return manifest.text("/version").flatMap(SemanticVersion::parse);
    }

    /** Where that JSON pointer of the merged manifest stands. */
    public SourceLocation at(String pointer) {
        return manifest.locate(pointer);
    }

    public Optional<Changelog> changelog() {
        if (changelog == null) {
            changelog = Changelog.of(project());
        }
        return changelog;
    }

    /** What would be packed, and what the packer refuses. */
    public FileSelection selection() {
        if (selection == null) {
            selection = FileSelection.of(project().root(), request.pack());
        }
        return selection;
    }

    public TestSummary tests() {
        return evidence().tests();
    }

    public CoverageSummary coverage() {
        return evidence().coverage();
    }

    private Evidence evidence() {
        if (evidence == null) {
            evidence = Evidence.find(project(), request.testReports(), request.coverageReports());
        }
        return evidence;
    }
}
