package io.powerx.publish.pack.select;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.pack.EntryName;
import io.powerx.publish.pack.ExcludedFile;
import io.powerx.publish.pack.NameRegistry;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.plugin.PluginFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which files of a project are packed, which are not, and why. Nothing is written or hashed, so a precheck can use it as well.
 */
public final class FileSelection {
    /** The file of a project with patterns of files to exclude, one per line. */
    public static final String IGNORE_FILE = ".pxignore";

    private static final int REFUSALS_SHOWN = 5;

    /** Bytes. Sizes and offsets of a zip without ZIP64 have 32 bits. */
    private static final long MAX_ZIP = 0xffffffffL;

    private final List<SelectedFile> files;
    private final List<ExcludedFile> leftOut;
    private final List<RejectedFile> refused;

    private FileSelection(List<SelectedFile> files, List<ExcludedFile> leftOut, List<RejectedFile> refused) {
        this.files = List.copyOf(files);
        this.leftOut = List.copyOf(leftOut);
        this.refused = List.copyOf(refused);
    }

    /**
     * Selects the files of a project, reads them, and finds private keys in them.
     *
     * @param keep maximum number of bytes of small files to keep in memory
     * @throws PublishException {@link ErrorCode#PROJECT_NOT_FOUND}, {@link ErrorCode#MANIFEST_MISSING},
     *     {@link ErrorCode#CONFIG_INVALID} for a pattern, {@link ErrorCode#PACKAGE_FAILED} for a file that cannot be read,
     *     {@link ErrorCode#FILE_CHANGED} for one that changes while it is read
     */
    public static SelectedContent read(PluginFolders folders, PackRequest request, long keep) {
        return read(folders, List.of(request), new FolderListings(folders.build()), keep)
                .get(0);
    }

    /**
     * Selects and reads the files of all packages of a version. What several of them contain is read once.
     *
     * @param requests differ in their platforms only
     * @param listings may already have the folders; is empty afterwards
     * @return the contents in the order of the requests
     * @throws PublishException as in {@link #read(PluginFolders, PackRequest, long)}
     */
    public static List<SelectedContent> read(
            PluginFolders folders, List<PackRequest> requests, FolderListings listings, long keep) {
        List<FileSelection> selections = new ArrayList<>();
        for (PackRequest request : requests) {
            if (selections.size() == requests.size() - 1) {
                listings.beginLastUse();
            }
            selections.add(byNames(folders.on(request.platform()), request, listings));
        }
        listings.clear();
        selections.forEach(selection -> requireZipSize(selection, requests.get(0)));
        if (selections.size() == 1) {
            FileSelection only = selections.get(0);
            return List.of(only.with(ContentReader.read(only.files(), keep)));
        }
        Map<FileIdentity, SelectedFile> files = new LinkedHashMap<>();
        selections.forEach(
                selection -> selection.files().forEach(file -> files.putIfAbsent(FileIdentity.of(file), file)));
        List<FileIdentity> identities = List.copyOf(files.keySet());
        List<FileRead> reads = ContentReader.read(List.copyOf(files.values()), keep);
        Map<FileIdentity, FileRead> known = new HashMap<>();
        for (int i = 0; i < reads.size(); i++) {
            known.put(identities.get(i), reads.get(i));
        }
        return selections.stream()
                .map(selection -> selection.with(selection.files().stream()
                        .map(file -> Objects.requireNonNull(known.get(FileIdentity.of(file))))
                        .toList()))
                .toList();
    }

    private SelectedContent with(List<FileRead> reads) {
        List<String> keys = reads.stream()
                .filter(FileRead::holdsPrivateKey)
                .map(read -> read.entry().path())
                .toList();
        return new SelectedContent(withPrivateKeys(keys), reads);
    }

    /** Selects the files of a project without reading them: for callers that read them themselves, or did so earlier. */
    public static FileSelection byNames(PluginFolders folders, PackRequest request) {
        return byNames(folders.on(request.platform()), request, new FolderListings(folders.build()));
    }

    /**
     * Like {@link #byNames(PluginFolders, PackRequest)}.
     *
     * @param folders those of the platform
     * @param listings may already have the folders
     */
    public static FileSelection byNames(PluginFolders folders, PackRequest request, FolderListings listings) {
        Path project = folders.build();
        if (!Files.isDirectory(project)) {
            throw PublishException.of(
                    ErrorCode.PROJECT_NOT_FOUND, "read the project " + project, "there is no such folder");
        }
        ProjectWalk walk;
        try {
            walk = new ProjectWalk(folders, request, listings);
            walk.run();
        } catch (IOException e) {
            throw unreadable(project, e);
        }
        List<SelectedFile> files = new ArrayList<>(walk.files());
        List<RejectedFile> refused = new ArrayList<>(walk.refused());
        files.sort(Comparator.comparing(SelectedFile::path, EntryName.ORDER));
        requireManifest(project, files, walk.leftOut());
        refuseClashes(files, refused);
        List<ExcludedFile> leftOut = new ArrayList<>(walk.leftOut());
        leftOut.sort(Comparator.comparing(ExcludedFile::path, EntryName.ORDER));
        return new FileSelection(files, leftOut, refused);
    }

    /** Checked before the files are read, because reading them takes long. */
    private static void requireZipSize(FileSelection selection, PackRequest request) {
        long size = selection.files.stream().mapToLong(SelectedFile::size).sum();
        if (request.format() == PackageFormat.ZIP && size >= MAX_ZIP) {
            throw PublishException.of(
                    ErrorCode.PACKAGE_CONTENT_REFUSED,
                    "pack the project as a zip",
                    "its files have " + Quantities.size(size)
                            + ", and a zip is limited to 4 GiB; artifacts.format: tar.gz has no such limit");
        }
    }

    private static void requireManifest(Path project, List<SelectedFile> files, List<ExcludedFile> leftOut) {
        if (files.stream().anyMatch(file -> file.path().equals(PackageLayout.MANIFEST))) {
            return;
        }
        String found = leftOut.stream()
                .filter(file -> file.path().equals(PackageLayout.MANIFEST))
                .map(file -> PackageLayout.MANIFEST + " is not packed: " + file.reason())
                .findFirst()
                .orElse(project + " has no " + PackageLayout.MANIFEST);
        throw PublishException.of(ErrorCode.MANIFEST_MISSING, "select the files to pack", found);
    }

    /** The files to pack, in the package's order. Some of them may also be in {@link #refused()}. */
    public List<SelectedFile> files() {
        return files;
    }

    /** The files that are not packed. A path that ends with a slash is a folder with everything in it. */
    public List<ExcludedFile> leftOut() {
        return leftOut;
    }

    /** The files that must not be packed although the layout selects them. Nothing is packed while there are any. */
    public List<RejectedFile> refused() {
        return refused;
    }

    /** @throws PublishException {@link ErrorCode#PACKAGE_CONTENT_REFUSED} with the refused files, if there are any */
    public void requireNothingRefused() {
        if (refused.isEmpty()) {
            return;
        }
        StringBuilder found = new StringBuilder();
        refused.stream().limit(REFUSALS_SHOWN).forEach(file -> found.append(found.isEmpty() ? "" : "; ")
                .append(file.path())
                .append(": ")
                .append(file.reason()));
        if (refused.size() > REFUSALS_SHOWN) {
            found.append("; and ").append(refused.size() - REFUSALS_SHOWN).append(" more");
        }
        throw PublishException.of(ErrorCode.PACKAGE_CONTENT_REFUSED, "pack the project", found.toString())
                .at(SourceLocation.ofFile(refused.get(0).path()));
    }

    /** This selection, in which these files are refused because they contain private keys. */
    public FileSelection withPrivateKeys(Collection<String> paths) {
        List<RejectedFile> all = new ArrayList<>(refused);
        paths.forEach(path -> all.add(privateKey(path)));
        all.sort(Comparator.comparing(RejectedFile::path, EntryName.ORDER));
        return new FileSelection(files, leftOut, all);
    }

    private static RejectedFile privateKey(String path) {
        return new RejectedFile(path, RejectedFile.Kind.PRIVATE_KEY, "it contains a private key");
    }

    private static void refuseClashes(List<SelectedFile> files, List<RejectedFile> refused) {
        NameRegistry names = new NameRegistry();
        for (SelectedFile file : files) {
            names.addFile(file.path())
                    .ifPresent(
                            clash -> refused.add(new RejectedFile(file.path(), RejectedFile.Kind.NAME_CLASH, clash)));
        }
    }

    private static PublishException unreadable(Path project, IOException cause) {
        return IoFailure.error(ErrorCode.PACKAGE_FAILED, "list the files of " + project, cause);
    }
}
