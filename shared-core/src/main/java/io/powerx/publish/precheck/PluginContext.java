package io.powerx.publish.precheck;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.config.ConfigProblems;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.git.GitHistory;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.pack.select.FilePattern;
import io.powerx.publish.pack.select.FileSelection;
import io.powerx.publish.pack.select.FolderListings;
import io.powerx.publish.pack.select.PackedPaths;
import io.powerx.publish.plugin.CapabilityDescriptors;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.plugin.NeighborPlugins;
import io.powerx.publish.plugin.NeighborPlugins.Neighbor;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.plugin.PluginManifest;
import io.powerx.publish.plugin.PluginReader;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.plugin.TaggedVersions;
import io.powerx.publish.precheck.content.PackageScan;
import io.powerx.publish.precheck.content.ScannedFiles;
import io.powerx.publish.precheck.evidence.CoverageSummary;
import io.powerx.publish.precheck.evidence.Evidence;
import io.powerx.publish.precheck.evidence.TestSummary;
import io.powerx.publish.rollout.Rollout;
import io.powerx.publish.rollout.RolloutReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The plugin as rules see it. Files are read when the first rule needs them. */
public final class PluginContext {
    private final Shared shared;
    private final PackRequest pack;
    private final Lazy<PluginFolders> folders;
    private final Lazy<List<PublishException>> patternProblems;
    private final ProjectFolder build;
    private final PrecheckRequest request;
    private final Lazy<PluginManifest> manifest;
    private final Lazy<Policy> policy;
    private final Lazy<ConfiguredRollout> rollout;
    private final Lazy<FileSelection> named;
    private final Lazy<PackageScan> scan;
    private final Lazy<FileSelection> selection;
    private final Lazy<PackedPaths> packed;
    private final Lazy<CapabilityDescriptors> descriptors;
    private final Lazy<Map<String, Neighbor>> neighbors;
    private final Lazy<TaggedVersions> tags;

    /** What is the same for all packages and targets. */
    static final class Shared {
        private final FolderListings listings;
        private final ScannedFiles scanned;
        private final ProjectFolder project;
        private final Lazy<PublishFile> publishFile;
        private final Lazy<Optional<Changelog>> changelog;
        private final Lazy<Evidence> evidence;
        private final CompletableFuture<Optional<Instant>> committed;

        /** @param requests one for each target */
        Shared(PluginFolders folders, List<PrecheckRequest> requests, FolderListings listings) {
            PrecheckRequest first = requests.get(0);
            PrecheckRequest.Configuration configuration = first.configuration();
            this.scanned = new ScannedFiles(requests.size() * first.packages().size() > 1);
            this.listings = listings;
            this.project = new ProjectFolder(folders.project());
            this.publishFile = new Lazy<>(() -> PublishFile.of(ConfigDocument.of(configuration.files())));
            this.changelog = new Lazy<>(() -> Changelog.of(project));
            this.evidence = new Lazy<>(
                    () -> Evidence.find(project, configuration.testReports(), configuration.coverageReports()));
            // Begins at once, because loading JGit takes longer than most rules together.
            this.committed = CompletableFuture.supplyAsync(() -> committed(project.root()));
        }
    }

    /** The plugin as the rules see it in each of its packages. */
    static List<PluginContext> of(PluginFolders folders, PrecheckRequest request, List<Rule> rules, Shared shared) {
        PluginContext first =
                new PluginContext(folders, request, request.packages().get(0), rules, shared, null);
        return IntStream.range(0, request.packages().size())
                .mapToObj(i -> i == 0
                        ? first
                        : new PluginContext(folders, request, request.packages().get(i), rules, shared, first))
                .toList();
    }

    /** @param first another package of the same target, which has what does not depend on the package; null for the first one */
    private PluginContext(
            PluginFolders folders,
            PrecheckRequest request,
            PackRequest pack,
            List<Rule> rules,
            Shared shared,
            @Nullable PluginContext first) {
        this.shared = shared;
        this.pack = pack;
        this.folders = new Lazy<>(() -> foldersOfPlatform(folders));
        this.patternProblems = new Lazy<>(this::findPatternProblems);
        this.build = buildFolder(folders);
        this.request = request;
        this.manifest = new Lazy<>(() -> readManifest(folders));
        this.policy = first != null
                ? first.policy
                : new Lazy<>(() -> new Policy(rules, publishFile().precheck(), request.channel(), request.now()));
        this.rollout = first != null ? first.rollout : new Lazy<>(this::readRollout);
        this.named = new Lazy<>(this::readNames);
        this.scan = new Lazy<>(() -> PackageScan.of(named.get().files(), request.now(), shared.scanned));
        this.selection = new Lazy<>(() -> named.get().withPrivateKeys(scan().privateKeys()));
        this.packed = new Lazy<>(() -> new PackedPaths(selection()));
        this.descriptors = new Lazy<>(() -> new CapabilityDescriptors(
                manifest(), selection().files().stream().map(SelectedFile::path)));
        this.neighbors = first != null ? first.neighbors : new Lazy<>(() -> NeighborPlugins.of(manifest()));
        this.tags = first != null
                ? first.tags
                : new Lazy<>(
                        () -> TaggedVersions.of(project().root(), text("/id").orElse("")));
    }

    /** Without the folders of the platform if they cannot be found, which {@link #requirePlatform} reports. */
    private ProjectFolder buildFolder(PluginFolders ofProject) {
        return platformProblem().isEmpty() ? folders.get().buildFolder() : ofProject.buildFolder();
    }

    /** A build that does not exist is reported at the key that configures it. */
    private PluginManifest readManifest(PluginFolders ofProject) {
        try {
            return new PluginReader(build).read();
        } catch (PublishException e) {
            String name = ofProject.separateBuild().orElse(null);
            if (e.code() != ErrorCode.MANIFEST_MISSING || name == null) {
                throw e;
            }
            String found = "the folder of the finished build does not exist: " + name;
            if (Files.exists(build.root())) {
                found = Files.isDirectory(build.root()) ? e.found() : "the finished build is not a folder: " + name;
            }
            String root = publishFile().artifacts().root();
            boolean configured =
                    root != null && project().root().resolve(root).normalize().equals(build.root());
            String place = configured ? "artifacts.root." : "{build-dir}.";
            throw PublishException.of(e.code(), e.tried(), found)
                    .advice("Build the plugin, or correct " + place)
                    .at(configured ? publishFile().document().locate("/artifacts/root") : null);
        }
    }

    private PluginFolders foldersOfPlatform(PluginFolders ofProject) {
        try {
            return ofProject.on(pack.platform());
        } catch (PublishException e) {
            String platform = "/artifacts/platforms/" + pack.platformName();
            throw e.at(publishFile().document().locate(platform));
        }
    }

    /** What is wrong with the patterns that select files. */
    public List<PublishException> patternProblems() {
        return patternProblems.get();
    }

    private List<PublishException> findPatternProblems() {
        List<PublishException> problems = new ArrayList<>();
        addPatternProblems("/artifacts/include", pack.include(), problems);
        addPatternProblems("/artifacts/ignore", pack.ignore(), problems);
        return List.copyOf(problems);
    }

    private void addPatternProblems(String pointer, List<String> patterns, List<PublishException> problems) {
        for (String pattern : patterns) {
            try {
                FilePattern.of(pattern, pointer);
            } catch (PublishException e) {
                problems.add(e.at(ConfiguredTexts.locate(publishFile().document(), pointer, pattern)));
            }
        }
    }

    private static Optional<Instant> committed(Path project) {
        try (GitHistory history = GitHistory.of(project).orElse(null)) {
            return history == null ? Optional.empty() : Optional.of(history.committed());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * plugin.yaml with its catalogs.
     *
     * @throws io.powerx.publish.error.PublishException if plugin.yaml is missing or is not a YAML mapping. The engine
     *     reports this once and skips all rules that need the manifest
     */
    public PluginManifest manifest() {
        return manifest.get();
    }

    /** The folder of the changelog, reports and configuration. */
    public ProjectFolder project() {
        return shared.project;
    }

    /** The folder of plugin.yaml and the files that are packed; often the project. */
    public ProjectFolder build() {
        return build;
    }

    private FileSelection readNames() {
        // Errors of the manifest are reported once, by the rules that need it.
        manifest();
        requirePlatform();
        if (!patternProblems().isEmpty()) {
            throw patternProblems().get(0);
        }
        return FileSelection.byNames(folders.get(), pack, shared.listings);
    }

    /** The platform of the package; null if it is not for a particular one. */
    public @Nullable String platform() {
        return pack.platform() == null ? null : pack.platformName();
    }

    /** Why the files of the platform cannot be found. */
    Optional<PublishException> platformProblem() {
        try {
            folders.get();
            return Optional.empty();
        } catch (PublishException e) {
            return Optional.of(e);
        }
    }

    /** @throws PublishException if the folders of the platform cannot be found; handled as in {@link #manifest} */
    public void requirePlatform() {
        folders.get();
    }

    /** The place in the project of a file of the package. */
    SourceLocation source(SourceLocation where) {
        return platformProblem().isPresent()
                ? where
                : new SourceLocation(folders.get().sourceOf(where.file()), where.line(), where.column());
    }

    /** The project's publish.yml; its defaults if there is none. Invalid values have their defaults, too, and a rule reports them. */
    public PublishFile publishFile() {
        return shared.publishFile.get();
    }

    /** The suppressions and severities in publish.yml. */
    public Policy policy() {
        return policy.get();
    }

    public PrecheckRequest request() {
        return request;
    }

    /**
     * The rollout in the project's files.
     *
     * @param value must not be used if there are problems
     */
    public record ConfiguredRollout(Rollout value, List<PublishException> problems) {}

    /** The rollout of the channel. */
    public ConfiguredRollout rollout() {
        return rollout.get();
    }

    private ConfiguredRollout readRollout() {
        ConfigProblems problems = new ConfigProblems();
        Rollout value = RolloutReader.read(publishFile(), request.channel(), earliestStart(), problems);
        return new ConfiguredRollout(value, problems.all());
    }

    /** The trimmed text at a JSON pointer of the merged manifest; empty if it is blank or not a scalar. */
    public Optional<String> text(String pointer) {
        return manifest().text(pointer);
    }

    /** The version of the plugin; empty if it is not a valid SemVer 2.0.0 version. */
    public Optional<SemanticVersion> version() {
        return text("/version").flatMap(SemanticVersion::parse);
    }

    /** Whether the host starts a back end process for the plugin. */
    public boolean isProcess() {
        return text("/runtime/kind").filter("process"::equals).isPresent();
    }

    /** A publish that is repeated or resumed must not fail because its rollout has begun. */
    private Instant earliestStart() {
        List<String> published = Objects.requireNonNullElse(request.publishedVersions(), List.of());
        return published.contains(request.pack().version()) ? Instant.MIN : request.now();
    }

    /** The trimmed release notes; an empty text if there are none. */
    public String notes() {
        PrecheckRequest.Notes notes = request.notes();
        return notes == null ? "" : notes.text().strip();
    }

    /** The severity of violations that are acceptable in a beta release. */
    public Severity errorIfStable() {
        return request.channel() == Channel.STABLE ? Severity.ERROR : Severity.WARNING;
    }

    /** The file, line and column of a JSON pointer of the merged manifest. */
    public SourceLocation at(String pointer) {
        return manifest().locate(pointer);
    }

    public Optional<Changelog> changelog() {
        return shared.changelog.get();
    }

    /**
     * The files that would be packed, and those that the packer rejects.
     *
     * @throws io.powerx.publish.error.PublishException if they cannot be determined; handled as in {@link #manifest}
     */
    public FileSelection selection() {
        return selection.get();
    }

    /**
     * The content of the files that would be packed, each of which is read once.
     *
     * @throws io.powerx.publish.error.PublishException if a file cannot be read; handled as in {@link #manifest}
     */
    public PackageScan scan() {
        return scan.get();
    }

    /** When the commit that is checked out was made; empty outside a git checkout. */
    public Optional<Instant> committed() {
        return shared.committed.join();
    }

    /**
     * Those of these files in which the checkout converts line ends to CR LF; none outside a git checkout.
     *
     * @param paths in the package
     */
    public List<String> convertedLineEnds(List<String> paths) {
        Map<String, String> sources = new LinkedHashMap<>();
        paths.forEach(path -> sources.put(source(SourceLocation.ofFile(path)).file(), path));
        try (GitHistory history = GitHistory.of(project().root()).orElse(null)) {
            return history == null
                    ? List.of()
                    : history.storedWithoutCrLf(sources.keySet()).stream()
                            .map(sources::get)
                            .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The versions of the plugin that have a git tag; none outside a git checkout. */
    public TaggedVersions tags() {
        return tags.get();
    }

    /** The paths that the package would contain. */
    public PackedPaths packed() {
        return packed.get();
    }

    /** The descriptors of the capabilities. */
    public CapabilityDescriptors descriptors() {
        return descriptors.get();
    }

    /** The other plugins in the repository, by id. */
    public Map<String, Neighbor> neighbors() {
        return neighbors.get();
    }

    public TestSummary tests() {
        return shared.evidence.get().tests();
    }

    public CoverageSummary coverage() {
        return shared.evidence.get().coverage();
    }
}
