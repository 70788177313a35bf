package io.powerx.publish.pack.select;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.pack.ContentHasher;
import io.powerx.publish.pack.EntryName;
import io.powerx.publish.pack.ExcludedFile;
import io.powerx.publish.pack.NameRegistry;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.pack.Parallel;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.pack.SelectedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which files of a project go into its package, which do not, and why. Nothing is written and nothing hashed, so that a precheck can
 * ask as well.
 */
public final class FileSelection {
    private static final int REFUSALS_SHOWN = 5;

    private final List<SelectedFile> files;
    private final List<ExcludedFile> leftOut;
    private final List<RejectedFile> refused;

    private FileSelection(List<SelectedFile> files, List<ExcludedFile> leftOut, List<RejectedFile> refused) {
        this.files = List.copyOf(files);
        this.leftOut = List.copyOf(leftOut);
        this.refused = List.copyOf(refused);
    }

    /**
     * Chooses the files of a project.
     *
     * @param project the folder that holds plugin.yaml
     * @throws PublishException {@link ErrorCode#PROJECT_NOT_FOUND}, {@link ErrorCode#MANIFEST_MISSING},
     *     {@link ErrorCode#CONFIG_INVALID} for a pattern, {@link ErrorCode#PACKAGE_FAILED} for a file that cannot be read
     */
    public static FileSelection of(Path project, PackRequest request) {
        return of(project, request, true);
    }

    /** The same without a look into the files, for when their digests are known and compared anyway. */
    public static FileSelection byNames(Path project, PackRequest request) {
        return of(project, request, false);
    }

    private static FileSelection of(Path project, PackRequest request, boolean readContent) {
        if (!Files.isDirectory(project)) {
            throw PublishException.of(
                            ErrorCode.PROJECT_NOT_FOUND, "read the project " + project, "there is no such folder")
                    .build();
        }
        ProjectWalk walk;
        try {
            walk = new ProjectWalk(project, request);
            walk.run();
        } catch (IOException e) {
            throw unreadable(project, e);
        }
        List<SelectedFile> files = new ArrayList<>(walk.files());
        List<RejectedFile> refused = new ArrayList<>(walk.refused());
        files.sort(Comparator.comparing(SelectedFile::path, EntryName.ORDER));
        if (files.stream().noneMatch(file -> file.path().equals(PackageLayout.MANIFEST))) {
            throw PublishException.of(
                            ErrorCode.MANIFEST_MISSING,
                            "choose the files of the package",
                            project + " has no " + PackageLayout.MANIFEST)
                    .build();
        }
        refuseClashes(files, refused);
        if (readContent) {
            refuseKeys(files, refused);
        }
        refused.sort(Comparator.comparing(RejectedFile::path, EntryName.ORDER));
        List<ExcludedFile> leftOut = new ArrayList<>(walk.leftOut());
        leftOut.sort(Comparator.comparing(ExcludedFile::path, EntryName.ORDER));
        return new FileSelection(files, leftOut, refused);
    }

    /** What goes in, in the package's order. Some of it is in {@link #refused()} too. */
    public List<SelectedFile> files() {
        return files;
    }

    /** What stays out. A folder, marked by a slash at its end, stands for everything in it. */
    public List<ExcludedFile> leftOut() {
        return leftOut;
    }

    /** What a package may not hold although it stands where packages take their files from. Nothing is packed until it is gone. */
    public List<RejectedFile> refused() {
        return refused;
    }

    /** Stops with {@link ErrorCode#PACKAGE_CONTENT_REFUSED} if anything is refused, and names it. */
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
                .at(SourceLocation.ofFile(refused.get(0).path()))
                .build();
    }

    private static void refuseClashes(List<SelectedFile> files, List<RejectedFile> refused) {
        NameRegistry names = new NameRegistry();
        for (SelectedFile file : files) {
            names.addFile(file.path())
                    .ifPresent(
                            clash -> refused.add(new RejectedFile(file.path(), RejectedFile.Kind.NAME_CLASH, clash)));
        }
    }

    private static void refuseKeys(List<SelectedFile> files, List<RejectedFile> refused) {
        try {
            List<Boolean> keys = Parallel.map(files, file -> ContentHasher.reading(file, FileContent::holdsPrivateKey));
            for (int i = 0; i < files.size(); i++) {
                if (keys.get(i)) {
                    refused.add(new RejectedFile(
                            files.get(i).path(), RejectedFile.Kind.PRIVATE_KEY, "a private key is in it"));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("reading reports its failures itself", e);
        }
    }

    private static PublishException unreadable(Path project, IOException cause) {
        return PublishException.of(ErrorCode.PACKAGE_FAILED, "list the files of " + project, IoFailure.text(cause))
                .causedBy(cause)
                .build();
    }
}
