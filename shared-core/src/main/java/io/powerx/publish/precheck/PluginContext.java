package io.powerx.publish.precheck;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.git.GitHistory;
import io.powerx.publish.pack.select.FileSelection;
import io.powerx.publish.pack.select.PackedPaths;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.plugin.PluginManifest;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.precheck.evidence.CoverageSummary;
import io.powerx.publish.precheck.evidence.Evidence;
import io.powerx.publish.precheck.evidence.TestSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The plugin as rules see it. Files are read when the first rule needs them. */
public final class PluginContext {
    private final PluginManifest manifest;
    private final PrecheckRequest request;
    private final Lazy<Optional<Changelog>> changelog;
    private final Lazy<FileSelection> selection;
    private final Lazy<PackedPaths> packed;
    private final Lazy<Evidence> evidence;
    private final Lazy<Optional<Instant>> committed;

    PluginContext(PluginManifest manifest, PrecheckRequest request) {
        this.manifest = manifest;
        this.request = request;
        this.changelog = new Lazy<>(() -> Changelog.of(manifest.project()));
        this.selection = new Lazy<>(() -> FileSelection.of(manifest.project().root(), request.pack()));
        this.packed = new Lazy<>(() -> new PackedPaths(selection.get()));
        this.evidence =
                new Lazy<>(() -> Evidence.find(manifest.project(), request.testReports(), request.coverageReports()));
        this.committed = new Lazy<>(() -> committed(manifest.project().root()));
    }

    private static Optional<Instant> committed(Path project) {
        try (GitHistory history = GitHistory.of(project).orElse(null)) {
            return history == null ? Optional.empty() : Optional.of(history.committed());
        } catch (IOException e) {
            return Optional.empty();
        }
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

    /** The trimmed text at a JSON pointer of the merged manifest; empty if it is blank or not a scalar. */
    public Optional<String> text(String pointer) {
        return manifest.text(pointer);
    }

    /** The version of the plugin; empty if it is not a valid SemVer 2.0.0 version. */
    public Optional<SemanticVersion> version() {
        return text("/version").flatMap(SemanticVersion::parse);
    }

    /** Whether the host starts a back end process for the plugin. */
    public boolean isProcess() {
        return text("/runtime/kind").filter("process"::equals).isPresent();
    }

    /** The trimmed release notes; an empty text if there are none. */
    public String notes() {
        return Objects.requireNonNullElse(request.notes(), "").strip();
    }

    /** The severity of violations that are acceptable in a beta release. */
    public Severity errorIfStable() {
        return request.channel() == Channel.STABLE ? Severity.ERROR : Severity.WARNING;
    }

    /** The file, line and column of a JSON pointer of the merged manifest. */
    public SourceLocation at(String pointer) {
        return manifest.locate(pointer);
    }

    public Optional<Changelog> changelog() {
        return changelog.get();
    }

    /** The files that would be packed, and those that the packer rejects. */
    public FileSelection selection() {
        return selection.get();
    }

    /** When the commit that is checked out was made; empty outside a git checkout. */
    public Optional<Instant> committed() {
        return committed.get();
    }

    /** The paths that the package would contain. */
    public PackedPaths packed() {
        return packed.get();
    }

    public TestSummary tests() {
        return evidence.get().tests();
    }

    public CoverageSummary coverage() {
        return evidence.get().coverage();
    }
}
