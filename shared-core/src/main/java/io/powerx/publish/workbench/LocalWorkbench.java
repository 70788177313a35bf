package io.powerx.publish.workbench;

import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.diff.PreviousPackage;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.git.GitHistory;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.GeneratedFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageListing;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.pack.ReleasePlan;
import io.powerx.publish.pack.select.FolderListings;
import io.powerx.publish.pack.write.ArtifactBuilder;
import io.powerx.publish.plugin.GeneratedManifest;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.plugin.PluginManifest;
import io.powerx.publish.plugin.PluginReader;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.PrecheckRequest;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import io.powerx.publish.sbom.BillOfMaterials;
import io.powerx.publish.sbom.SbomBuilder;
import io.powerx.publish.sbom.SbomSubject;
import io.powerx.publish.sign.WrittenPackageCheck;
import io.powerx.publish.upload.UploadControl;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSummary;
import io.powerx.publish.upload.Uploader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A workbench on the local file system. Jenkins runs it on the agent. */
public final class LocalWorkbench implements Workbench {
    private static final String MANIFEST = "manifest.json";

    private static final Pattern PACKAGE_NAME = Pattern.compile("\\.(?:pxp|zip|tgz|tar\\.gz)$");

    private final PluginFolders folders;
    private final Path output;
    private final ArtifactBuilder builder;

    /** What the precheck has listed, for the package that it was about. */
    private @Nullable FolderListings listings;

    /**
     * A workbench for a project whose build is in artifacts.root of its configuration, or is found as {@link PluginFolders#detect} does.
     *
     * @param project folder that contains plugin.yaml
     * @param output folder for packages
     * @throws PublishException {@link ErrorCode#PROJECT_NOT_FOUND} if {@code project} is not a folder,
     *     {@link ErrorCode#CONFIG_INVALID} if artifacts.root points outside the project
     */
    public LocalWorkbench(Path project, Path output) {
        this(folders(project), output);
    }

    /**
     * A workbench for a build that may be outside the project. The build may be missing; only {@link #precheck} then works, and
     * reports it.
     *
     * @param output folder for packages
     * @throws PublishException {@link ErrorCode#PROJECT_NOT_FOUND} if the project is not a folder
     */
    public LocalWorkbench(PluginFolders folders, Path output) {
        requireFolder(folders.project(), "project", null);
        this.folders = folders;
        this.output = output;
        this.builder = new ArtifactBuilder(folders);
    }

    private static PluginFolders folders(Path project) {
        String root;
        try {
            root = PublishFile.of(ConfigDocument.ofProject(new FolderFiles(project), null))
                    .artifacts()
                    .root();
        } catch (PublishException e) {
            // The code that reads the configuration reports it.
            return PluginFolders.detect(project);
        }
        if (root == null) {
            return PluginFolders.detect(project);
        }
        Path build = new ProjectFolder(project)
                .resolve(root)
                .orElseThrow(() -> PublishException.of(
                        ErrorCode.CONFIG_INVALID, "find the build in artifacts.root", "it points outside the project"));
        return new PluginFolders(project, build);
    }

    private static void requireFolder(Path folder, String noun, @Nullable String advice) {
        if (!Files.isDirectory(folder)) {
            throw PublishException.of(
                            ErrorCode.PROJECT_NOT_FOUND,
                            "open the " + noun + " " + folder,
                            Files.exists(folder) ? "it is not a folder" : "there is no such folder")
                    .advice(advice);
        }
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
        return new FolderFiles(folders.project()).read(path, limit);
    }

    @Override
    public PluginSnapshot inspect() {
        PluginManifest manifest = manifest();
        PluginSnapshot plugin = manifest.snapshot(new ProjectFolder(folders.project()));
        return plugin.previous() != null
                ? plugin
                : PreviousPackage.in(output, manifest).map(plugin::following).orElse(plugin);
    }

    @Override
    public Optional<String> build() {
        return folders.separateBuild();
    }

    @Override
    public PrecheckReport precheck(PrecheckRequest request) {
        return precheckAll(List.of(request)).get(0);
    }

    @Override
    public List<PrecheckReport> precheckAll(List<PrecheckRequest> requests) {
        listings = new FolderListings(folders.build());
        return RuleCatalogue.engine().check(folders, requests, listings);
    }

    /** What {@link #precheck} would report about patterns that select files, for a package that is built without it. */
    public List<Finding> checkPatterns(PrecheckRequest request) {
        listings = new FolderListings(folders.build());
        return RuleCatalogue.ofPatterns()
                .check(folders, List.of(request), listings)
                .get(0)
                .findings();
    }

    @Override
    public ReleasePlan plan(List<PackRequest> requests) {
        requireFolder();
        FolderListings ofPrecheck = listings;
        listings = null;
        return builder.plan(
                withManifest(requests), ofPrecheck == null ? new FolderListings(folders.build()) : ofPrecheck);
    }

    /** Describes what {@link #plan} would select, and why, for each package. */
    public List<PackageListing> list(List<PackRequest> requests) {
        return builder.list(withManifest(requests));
    }

    @Override
    public PackedArtifacts pack(PackRequest request, PackagePlan plan, byte[] signature) {
        return builder.pack(withManifest(List.of(request)).get(0), plan, signature, output, WrittenPackageCheck::begin);
    }

    @Override
    public InputStream open(PackedArtifact artifact) throws IOException {
        return Files.newInputStream(Path.of(artifact.file()));
    }

    @Override
    public void writeBeside(PackedArtifact artifact, String extension, byte[] content) {
        Path file = Path.of(artifact.file() + extension);
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.PACKAGE_FAILED, "write " + file.getFileName(), e);
        }
    }

    @Override
    public BillOfMaterials bill(List<PackRequest> requests, ReleasePlan plan) {
        PluginManifest manifest = manifest();
        PackRequest request = requests.get(0);
        Map<String, Path> programs = new TreeMap<>();
        for (int i = 0; i < requests.size(); i++) {
            programs.putAll(programs(
                    folders.on(requests.get(i).platform()), plan.packages().get(i)));
        }
        return SbomBuilder.build(
                folders.project(),
                programs,
                new SbomSubject(
                        request.pluginId(),
                        manifest.text("/name").orElse(request.pluginId()),
                        request.version(),
                        manifest.text("/description").orElse(null),
                        plan.contentDigest(),
                        created(request),
                        ClientVersion.current()));
    }

    /** The programs of a package, by their names in it, or in the project if the platform has its own. */
    private static Map<String, Path> programs(PluginFolders folders, PackagePlan plan) {
        Map<String, Path> programs = new TreeMap<>();
        for (PackageEntry entry : plan.entries()) {
            if (entry.executable()) {
                folders.buildFolder()
                        .resolve(entry.path())
                        .filter(Files::isRegularFile)
                        .ifPresent(file -> programs.put(folders.sourceOf(entry.path()), file));
            }
        }
        return programs;
    }

    /** SOURCE_DATE_EPOCH, otherwise the time of the commit. */
    private @Nullable Instant created(PackRequest request) {
        if (request.timestamp() != null) {
            return Instant.ofEpochSecond(request.timestamp());
        }
        try (GitHistory history = GitHistory.of(folders.project()).orElse(null)) {
            return history == null ? null : history.committed();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public PackedArtifact write(String name, ArtifactRole role, String mediaType, byte[] content) {
        Path file = output.resolve(name).toAbsolutePath();
        try {
            Files.createDirectories(output);
            Files.write(file, content);
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.PACKAGE_FAILED, "write " + file, e);
        }
        Artifact artifact = new Artifact(name, role, null, mediaType, content.length, Sha256.hex(content), null);
        return new PackedArtifact(artifact, file.toString());
    }

    @Override
    public UploadSummary upload(UploadOrder order, UploadControl control) {
        return new Uploader().upload(order, control);
    }

    private void requireFolder() {
        boolean isFile = Files.exists(output) && !Files.isDirectory(output);
        boolean isNamedLikeOne = !Files.exists(output)
                && PACKAGE_NAME.matcher(String.valueOf(output.getFileName())).find();
        if (isFile || isNamedLikeOne) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "write packages to " + output,
                    (isFile ? "it is a file" : "this is the name of a package")
                            + ", and packages are written to a folder; their names follow from id and version");
        }
    }

    private PluginManifest manifest() {
        requireBuild();
        return new PluginReader(folders.build()).read();
    }

    private void requireBuild() {
        requireFolder(folders.build(), "build", "Build the plugin, or correct {build-dir}.");
    }

    private List<PackRequest> withManifest(List<PackRequest> requests) {
        requireBuild();
        if (Files.exists(folders.build().resolve(MANIFEST))) {
            return requests;
        }
        List<GeneratedFile> generated = new ArrayList<>(requests.get(0).generated());
        generated.add(new GeneratedFile(MANIFEST, GeneratedManifest.of(manifest())));
        return requests.stream()
                .map(request -> request.withGenerated(generated))
                .toList();
    }
}
