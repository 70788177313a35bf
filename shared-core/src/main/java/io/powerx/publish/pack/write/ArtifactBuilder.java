package io.powerx.publish.pack.write;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactNames;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.FileChanges;
import io.powerx.publish.pack.IntegrityList;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.pack.PackageListing;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.pack.Parallel;
import io.powerx.publish.pack.ReleasePlan;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.pack.select.FileSelection;
import io.powerx.publish.pack.select.FolderListings;
import io.powerx.publish.pack.select.SelectedContent;
import io.powerx.publish.plugin.PluginFolders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Builds a plugin's package in two steps, because the content is signed before the package is written: {@link #plan} hashes the files,
 * {@link #pack} writes exactly what was hashed. The package's bytes are the same on every machine.
 */
public final class ArtifactBuilder {
    /** 1980-01-01T00:00:00Z, the earliest time in a zip. */
    private static final long DEFAULT_TIMESTAMP = 315_532_800L;

    private static final long MAX_TIMESTAMP = 077777777777L;

    /** Bytes of small files that stay in memory between {@link #plan} and {@link #pack}. */
    private static final long KEPT = Math.min(24L << 20, Runtime.getRuntime().maxMemory() / 16);

    private final PluginFolders folders;
    private volatile List<Planned> planned = List.of();

    /** What {@link #plan} has read for a package. */
    private record Planned(PackagePlan plan, SelectedContent content) {}

    /** Opens the content of a plan's entry with that index. */
    @FunctionalInterface
    private interface Contents {
        InputStream open(int index) throws IOException;
    }

    /** @param project the folder that contains plugin.yaml */
    public ArtifactBuilder(Path project) {
        this(PluginFolders.of(project));
    }

    /** Packs a build that may be outside the project. */
    public ArtifactBuilder(PluginFolders folders) {
        this.folders = folders;
    }

    /**
     * Selects and hashes the files; nothing is written.
     *
     * @throws PublishException {@link ErrorCode#PACKAGE_CONTENT_REFUSED} for files that must not be packed,
     *     {@link ErrorCode#PROJECT_NOT_FOUND}, {@link ErrorCode#MANIFEST_MISSING}, {@link ErrorCode#CONFIG_INVALID},
     *     {@link ErrorCode#PACKAGE_FAILED} for a file that cannot be read
     */
    public PackagePlan plan(PackRequest request) {
        return plan(List.of(request), listings()).packages().get(0);
    }

    /**
     * Like {@link #plan(PackRequest)} for all packages of a version; files that several of them contain are hashed once.
     *
     * @param requests differ in their platforms only
     * @param listings may already have the folders, as a precheck has read them
     */
    public ReleasePlan plan(List<PackRequest> requests, FolderListings listings) {
        timestamp(requests.get(0));
        List<SelectedContent> contents = FileSelection.read(folders, requests, listings, KEPT);
        List<Planned> plans = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            SelectedContent content = contents.get(i);
            content.selection().requireNothingRefused();
            plans.add(new Planned(plan(requests.get(i), content), content));
        }
        planned = List.copyOf(plans);
        return new ReleasePlan(plans.stream().map(Planned::plan).toList());
    }

    /**
     * Selects the files of all packages of a version like {@link #plan}, but describes files that must not be packed instead of failing.
     *
     * @throws PublishException as {@link #plan}, except {@link ErrorCode#PACKAGE_CONTENT_REFUSED}
     */
    public List<PackageListing> list(List<PackRequest> requests) {
        List<SelectedContent> contents = FileSelection.read(folders, requests, listings(), 0);
        return IntStream.range(0, requests.size())
                .mapToObj(i -> list(requests.get(i), contents.get(i)))
                .toList();
    }

    private static PackageListing list(PackRequest request, SelectedContent content) {
        FileSelection selection = content.selection();
        List<PackageListing.Item> items = new ArrayList<>();
        for (int i = 0; i < selection.files().size(); i++) {
            PackageEntry entry = content.entries().get(i);
            items.add(new PackageListing.Item(
                    entry.path(),
                    entry.size(),
                    entry.executable(),
                    entry.sha256(),
                    selection.files().get(i).reason()));
        }
        String digest = selection.refused().isEmpty() ? plan(request, content).contentDigest() : null;
        return new PackageListing(request.platformName(), items, selection.leftOut(), selection.refused(), digest);
    }

    FolderListings listings() {
        return new FolderListings(folders.build());
    }

    private static PackagePlan plan(PackRequest request, SelectedContent content) {
        byte[] integrity = IntegrityList.write(content.entries());
        return new PackagePlan(request.platformName(), content.entries(), integrity, Sha256.hex(integrity));
    }

    /**
     * Writes {@code <id>-<version>.pxp} (or {@code .zip}) and {@code <id>-<version>.integrity.txt}, or
     * {@code <id>-<version>-<platform>.pxp} and its list. Both appear complete or not at all.
     *
     * @param plan of the same project and request
     * @param signature the bytes of manifest.signature; empty if the signature is not in the package
     * @param outputDirectory created if it does not exist
     * @throws PublishException {@link ErrorCode#FILE_CHANGED} if the files differ from the plan,
     *     {@link ErrorCode#PACKAGE_FAILED} if the package cannot be written
     */
    public PackedArtifacts pack(PackRequest request, PackagePlan plan, byte[] signature, Path outputDirectory) {
        return pack(request, plan, signature, outputDirectory, (name, format) -> OutputCheck.NONE);
    }

    /**
     * Like {@link #pack(PackRequest, PackagePlan, byte[], Path)}, and checks the package before it appears.
     *
     * @throws PublishException also what {@link OutputCheck#require} throws
     */
    public PackedArtifacts pack(
            PackRequest request, PackagePlan plan, byte[] signature, Path outputDirectory, OutputCheck.Kind checks) {
        Contents contents = contents(request, plan);
        ArtifactNames names = ArtifactNames.of(request);
        Path packageFile = outputDirectory.resolve(names.packageName()).toAbsolutePath();
        Path integrityFile = outputDirectory.resolve(names.integrityName()).toAbsolutePath();
        try {
            Files.createDirectories(outputDirectory);
            try (StagedFile stagedPackage = new StagedFile(packageFile);
                    StagedFile stagedIntegrity = new StagedFile(integrityFile);
                    OutputCheck check = checks.begin(names.packageName(), request.format())) {
                OutputStream out = new SplitOutput(stagedPackage.out(), check.input());
                write(request, plan, contents, signature, out);
                stagedIntegrity.out().write(plan.integrity());
                StagedFile.Written packed = stagedPackage.complete();
                check.require(stagedPackage.temporary());
                StagedFile.Written integrity = stagedIntegrity.complete();
                stagedIntegrity.publish();
                stagedPackage.publish();
                return new PackedArtifacts(List.of(
                        artifact(
                                packageFile,
                                ArtifactRole.PACKAGE,
                                request.platformName(),
                                mediaType(request.format()),
                                packed),
                        artifact(
                                integrityFile,
                                ArtifactRole.INTEGRITY,
                                request.platform() == null ? null : request.platformName(),
                                "text/plain",
                                integrity)));
            }
        } catch (ClosedByInterruptException | InterruptedIOException e) {
            throw Parallel.interrupted();
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.PACKAGE_FAILED, "write " + packageFile, e);
        }
    }

    /** The files that this builder has planned, or, on another machine than {@link #plan}, files of the same names. */
    @SuppressWarnings("ReferenceEquality")
    private Contents contents(PackRequest request, PackagePlan plan) {
        return planned.stream()
                .filter(known -> known.plan() == plan)
                .findFirst()
                .<Contents>map(known -> known.content()::open)
                .orElseGet(() -> sources(plan, FileSelection.byNames(folders, request)));
    }

    private static Contents sources(PackagePlan plan, FileSelection selection) {
        Map<String, SelectedFile> sources = new HashMap<>();
        selection.files().forEach(file -> sources.put(file.path(), file));
        List<SelectedFile> ordered = new ArrayList<>();
        for (PackageEntry entry : plan.entries()) {
            SelectedFile source = sources.remove(entry.path());
            if (source == null) {
                throw FileChanges.changed(entry.path(), "it no longer exists");
            }
            ordered.add(source);
        }
        for (String path : sources.keySet()) {
            throw FileChanges.changed(path, "it is new");
        }
        return index -> FileChanges.reading(ordered.get(index), SelectedFile::open);
    }

    private static void write(
            PackRequest request, PackagePlan plan, Contents contents, byte[] signature, OutputStream out)
            throws IOException {
        try (PackageWriter writer = writer(request, out)) {
            List<PackageEntry> entries = plan.entries();
            MessageDigest digest = Sha256.digest();
            for (int i = 0; i < entries.size(); i++) {
                PackageEntry entry = entries.get(i);
                try (PlannedContent content = new PlannedContent(entry, contents.open(i), digest)) {
                    writer.add(entry.path(), entry.size(), entry.executable(), content);
                }
            }
            add(writer, PackageLayout.INTEGRITY, plan.integrity());
            if (signature.length > 0) {
                add(writer, PackageLayout.SIGNATURE, signature);
            }
            writer.finish();
        }
    }

    private static void add(PackageWriter writer, String path, byte[] content) throws IOException {
        writer.add(path, content.length, false, new ByteArrayInputStream(content));
    }

    private static PackageWriter writer(PackRequest request, OutputStream out) throws IOException {
        return switch (request.format()) {
            case PXP, TAR_GZ -> new TarWriter(out, request.level(), timestamp(request));
            case ZIP -> new ZipWriter(out, request.level(), timestamp(request));
        };
    }

    private static long timestamp(PackRequest request) {
        Long configured = request.timestamp();
        long timestamp = configured == null ? DEFAULT_TIMESTAMP : configured;
        if (timestamp < 0 || timestamp > MAX_TIMESTAMP) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "use the timestamp of SOURCE_DATE_EPOCH",
                    timestamp + " is not between 0 and " + MAX_TIMESTAMP);
        }
        return timestamp;
    }

    private static String mediaType(PackageFormat format) {
        return format == PackageFormat.ZIP ? "application/zip" : "application/gzip";
    }

    private static PackedArtifact artifact(
            Path file, ArtifactRole role, @Nullable String platform, String mediaType, StagedFile.Written written) {
        String name = String.valueOf(file.getFileName());
        return new PackedArtifact(
                new Artifact(name, role, platform, mediaType, written.size(), written.sha256(), null), file.toString());
    }
}
