package io.powerx.publish.precheck;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.pack.select.FileSelection;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.plugin.PluginManifest;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.precheck.evidence.CoverageSummary;
import io.powerx.publish.precheck.evidence.Evidence;
import io.powerx.publish.precheck.evidence.TestSummary;
import java.util.Optional;
import org.semver4j.Semver;

/** What rules look at. Costly parts are read when the first rule asks for them. */
public final class PluginContext {
    private final PluginManifest manifest;
    private final PrecheckRequest request;
    private final Lazy<Optional<Changelog>> changelog;
    private final Lazy<FileSelection> selection;
    private final Lazy<Evidence> evidence;

    PluginContext(PluginManifest manifest, PrecheckRequest request) {
        this.manifest = manifest;
        this.request = request;
        this.changelog = new Lazy<>(() -> Changelog.of(manifest.project()));
        this.selection = new Lazy<>(() -> FileSelection.of(manifest.project().root(), request.pack()));
        this.evidence =
                new Lazy<>(() -> Evidence.find(manifest.project(), request.testReports(), request.coverageReports()));
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
        return changelog.get();
    }

    /** What would be packed, and what the packer refuses. */
    public FileSelection selection() {
        return selection.get();
    }

    public TestSummary tests() {
        return evidence.get().tests();
    }

    public CoverageSummary coverage() {
        return evidence.get().coverage();
    }
}
