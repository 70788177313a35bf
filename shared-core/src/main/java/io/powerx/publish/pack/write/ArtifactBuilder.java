package io.powerx.publish.pack.write;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactNames;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.pack.ContentHasher;
import io.powerx.publish.pack.IntegrityList;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.pack.Parallel;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.pack.select.FileSelection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds a plugin's package in two steps, because the content is signed before the package is written: {@link #plan} hashes the files,
 * {@link #pack} writes exactly what was hashed. The package's bytes are the same on every machine.
 */
public final class ArtifactBuilder {
    /** 1980-01-01T00:00:00Z, the earliest time in a zip. */
    private static final long DEFAULT_TIMESTAMP = 315_532_800L;

    private static final long MAX_TIMESTAMP = 077777777777L;

    private final Path project;

    /** @param project the folder that contains plugin.yaml */
    public ArtifactBuilder(Path project) {
        this.project = project;
    }

    /**
     * Selects and hashes the files; nothing is written.
     *
     * @throws PublishException {@link ErrorCode#PACKAGE_CONTENT_REFUSED} for files that must not be packed,
     *     {@link ErrorCode#PROJECT_NOT_FOUND}, {@link ErrorCode#MANIFEST_MISSING}, {@link ErrorCode#CONFIG_INVALID},
     *     {@link ErrorCode#PACKAGE_FAILED} for a file that cannot be read
     */
    public PackagePlan plan(PackRequest request) {
        timestamp(request);
        FileSelection selection = FileSelection.of(project, request);
        selection.requireNothingRefused();
        List<PackageEntry> entries = ContentHasher.hash(selection.files());
        byte[] integrity = IntegrityList.write(entries);
        String contentDigest = Sha256.hex(integrity);
        return new PackagePlan(entries, selection.leftOut(), integrity, contentDigest);
    }

    /**
     * Writes {@code <id>-<version>.pxp} (or {@code .zip}) and {@code <id>-<version>.integrity.txt}. Both appear complete or not at all.
     *
     * @param plan of the same project and request
     * @param signature the bytes of manifest.signature; empty if the signature is not in the package
     * @param outputDirectory created if it does not exist
     * @throws PublishException {@link ErrorCode#FILE_CHANGED} if the files differ from the plan,
     *     {@link ErrorCode#PACKAGE_FAILED} if the package cannot be written
     */
    public PackedArtifacts pack(PackRequest request, PackagePlan plan, byte[] signature, Path outputDirectory) {
        Map<String, SelectedFile> sources = sources(request, plan);
        ArtifactNames names = ArtifactNames.of(request);
        Path packageFile = outputDirectory.resolve(names.packageName()).toAbsolutePath();
        Path integrityFile = outputDirectory.resolve(names.integrityName()).toAbsolutePath();
        try {
            Files.createDirectories(outputDirectory);
            try (StagedFile stagedPackage = new StagedFile(packageFile);
                    StagedFile stagedIntegrity = new StagedFile(integrityFile)) {
                write(request, plan, sources, signature, stagedPackage.out());
                stagedIntegrity.out().write(plan.integrity());
                StagedFile.Written packed = stagedPackage.complete();
                StagedFile.Written integrity = stagedIntegrity.complete();
                stagedIntegrity.publish();
                stagedPackage.publish();
                return new PackedArtifacts(List.of(
                        artifact(packageFile, ArtifactRole.PACKAGE, "any", mediaType(request.format()), packed),
                        artifact(integrityFile, ArtifactRole.INTEGRITY, null, "text/plain", integrity)));
            }
        } catch (ClosedByInterruptException e) {
            throw Parallel.interrupted();
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.PACKAGE_FAILED, "write " + packageFile, e);
        }
    }

    private Map<String, SelectedFile> sources(PackRequest request, PackagePlan plan) {
        Map<String, SelectedFile> sources = new HashMap<>();
        FileSelection.byNames(project, request).files().forEach(file -> sources.put(file.path(), file));
        Set<String> planned = new HashSet<>();
        for (PackageEntry entry : plan.entries()) {
            planned.add(entry.path());
            if (!sources.containsKey(entry.path())) {
                throw ContentHasher.changed(entry.path(), "it no longer exists");
            }
        }
        for (String path : sources.keySet()) {
            if (!planned.contains(path)) {
                throw ContentHasher.changed(path, "it is new");
            }
        }
        return sources;
    }

    private static void write(
            PackRequest request,
            PackagePlan plan,
            Map<String, SelectedFile> sources,
            byte[] signature,
            OutputStream out)
            throws IOException {
        try (PackageWriter writer = writer(request, out)) {
            for (PackageEntry entry : plan.entries()) {
                SelectedFile source = Objects.requireNonNull(sources.get(entry.path()), entry.path());
                try (InputStream in = ContentHasher.reading(source, SelectedFile::open);
                        PlannedContent content = new PlannedContent(entry, in)) {
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
            case PXP -> new TarWriter(out, request.level(), timestamp(request));
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
        return format == PackageFormat.PXP ? "application/gzip" : "application/zip";
    }

    private static PackedArtifact artifact(
            Path file, ArtifactRole role, @Nullable String platform, String mediaType, StagedFile.Written written) {
        String name = String.valueOf(file.getFileName());
        return new PackedArtifact(
                new Artifact(name, role, platform, mediaType, written.size(), written.sha256(), null), file.toString());
    }
}
