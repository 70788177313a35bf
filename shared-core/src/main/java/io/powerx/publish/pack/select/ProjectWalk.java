package io.powerx.publish.pack.select;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.ArtifactNames;
import io.powerx.publish.pack.EntryName;
import io.powerx.publish.pack.ExcludedFile;
import io.powerx.publish.pack.GeneratedFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.pack.SelectedFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Walks a project once and sorts its files. Links are followed while they stay in the project, because the host's unpacker drops links;
 * folders that cannot hold anything for the package are not entered.
 */
final class ProjectWalk {
    /** Links may multiply files without end. */
    private static final int MAX_FILES = 200_000;

    private final Path project;
    private final Path realProject;
    private final boolean posix;
    private final String ownZip;
    private final List<Glob> include;
    private final List<Glob> ignore;
    private final Map<String, GeneratedFile> generated = new LinkedHashMap<>();
    private final List<SelectedFile> files = new ArrayList<>();
    private final List<ExcludedFile> leftOut = new ArrayList<>();
    private final List<RejectedFile> refused = new ArrayList<>();
    private final Deque<Path> openFolders = new ArrayDeque<>();

    ProjectWalk(Path project, PackRequest request) throws IOException {
        this.project = project;
        this.realProject = project.toRealPath();
        this.posix = project.getFileSystem().supportedFileAttributeViews().contains("posix");
        this.ownZip = ArtifactNames.of(request).packageName();
        this.include = Stream.concat(request.include().stream().map(Glob::of), ManifestReferences.of(project).stream())
                .toList();
        this.ignore = request.ignore().stream().map(Glob::of).toList();
        request.generated().forEach(file -> generated.put(file.path(), file));
    }

    void run() throws IOException {
        generated.values().forEach(this::takeGenerated);
        enter(project, realProject, "");
    }

    List<SelectedFile> files() {
        return files;
    }

    List<ExcludedFile> leftOut() {
        return leftOut;
    }

    List<RejectedFile> refused() {
        return refused;
    }

    private void takeGenerated(GeneratedFile file) {
        if (PackageLayout.isReserved(file.path())) {
            throw new IllegalArgumentException(file.path() + " is written by the packer itself");
        }
        EntryName.problem(file.path())
                .ifPresent(
                        problem -> refused.add(new RejectedFile(file.path(), RejectedFile.Kind.UNSAFE_NAME, problem)));
        files.add(SelectedFile.generated(file.path(), file.content(), PackageLayout.isExecutable(file.path())));
    }

    private void enter(Path folder, Path realFolder, String prefix) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        openFolders.push(realFolder);
        for (Path child : children) {
            String path = prefix + FileNames.of(child);
            if (Files.isDirectory(child)) {
                visitFolder(child, path);
            } else {
                visitFile(child, path);
            }
        }
        openFolders.pop();
    }

    private void visitFolder(Path folder, String path) throws IOException {
        boolean inLayout = PackageLayout.reaches(path);
        String reason = reasonToSkip(path, inLayout);
        if (reason != null) {
            leftOut.add(new ExcludedFile(path + "/", reason));
            return;
        }
        Path real = folder.toRealPath();
        String linkProblem = null;
        if (!real.equals(openFolders.element().resolve(folder.getFileName()))) {
            linkProblem = openFolders.contains(real) ? "the link leads to a folder that it lies in" : problem(real);
        }
        if (linkProblem != null) {
            if (inLayout) {
                refused.add(new RejectedFile(path, RejectedFile.Kind.LINK, linkProblem));
            } else {
                leftOut.add(new ExcludedFile(path + "/", linkProblem));
            }
            return;
        }
        int filesBefore = files.size();
        int leftOutBefore = leftOut.size();
        enter(folder, real, path + "/");
        if (!inLayout && files.size() == filesBefore && leftOut.size() > leftOutBefore) {
            leftOut.subList(leftOutBefore, leftOut.size()).clear();
            leftOut.add(new ExcludedFile(path + "/", PackageLayout.reasonOutside(path + "/")));
        }
    }

    private @Nullable String reasonToSkip(String path, boolean inLayout) {
        Optional<String> ignored = ignoredBy(path);
        if (ignored.isPresent()) {
            return ignored.get();
        }
        Optional<ExclusionRule> forbidden = ExclusionRule.folder(path);
        if (forbidden.isPresent()) {
            return forbidden.get().reason();
        }
        boolean searched = inLayout || include.stream().anyMatch(glob -> glob.mayMatchBelow(path));
        return searched ? null : PackageLayout.reasonOutside(path + "/");
    }

    private void visitFile(Path file, String path) throws IOException {
        Optional<ExclusionRule> forbidden = ExclusionRule.file(path);
        String reason = reasonToLeaveOut(path, forbidden.orElse(null));
        if (reason != null) {
            leftOut.add(new ExcludedFile(path, reason));
            return;
        }
        RejectedFile.Kind forbiddenKind = forbidden.map(ExclusionRule::kind).orElse(null);
        if (forbidden.isPresent() && forbiddenKind != null) {
            refused.add(new RejectedFile(path, forbiddenKind, forbidden.get().reason()));
            return;
        }
        Optional<String> nameProblem = EntryName.problem(path);
        if (nameProblem.isPresent()) {
            refused.add(new RejectedFile(path, RejectedFile.Kind.UNSAFE_NAME, nameProblem.get()));
            return;
        }
        take(file, path);
    }

    private @Nullable String reasonToLeaveOut(String path, @Nullable ExclusionRule forbidden) {
        if (generated.containsKey(path)) {
            return "replaced by a file that the publisher makes";
        }
        if (PackageLayout.isReserved(path)) {
            return "the packer writes its own";
        }
        Optional<String> ignored = ignoredBy(path);
        if (ignored.isPresent()) {
            return ignored.get();
        }
        List<Glob> including =
                include.stream().filter(glob -> glob.matches(path)).toList();
        if (!PackageLayout.contains(path) && including.isEmpty()) {
            return PackageLayout.reasonOutside(path);
        }
        if (path.endsWith(ownZip)) {
            return ExclusionRule.OWN.reason();
        }
        boolean asked = including.stream().anyMatch(glob -> glob.singlesOut(path));
        if (forbidden != null && forbidden.kind() == null && (forbidden.always() || !asked)) {
            return forbidden.reason();
        }
        return null;
    }

    private void take(Path file, String path) throws IOException {
        if (Files.isSymbolicLink(file)) {
            String linkProblem = Files.exists(file) ? problem(file.toRealPath()) : "the link leads nowhere";
            if (linkProblem != null) {
                refused.add(new RejectedFile(path, RejectedFile.Kind.LINK, linkProblem));
                return;
            }
        }
        BasicFileAttributes attributes = posix
                ? Files.readAttributes(file, PosixFileAttributes.class)
                : Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            refused.add(new RejectedFile(path, RejectedFile.Kind.SPECIAL_FILE, "it is a device, a pipe or a socket"));
            return;
        }
        if (files.size() == MAX_FILES) {
            throw PublishException.of(
                            ErrorCode.PACKAGE_CONTENT_REFUSED,
                            "choose the files of the package",
                            "there are more than " + MAX_FILES)
                    .build();
        }
        SelectedFile plain = SelectedFile.ofProject(path, file, attributes.size(), false);
        files.add(
                isExecutable(plain, attributes) ? SelectedFile.ofProject(path, file, attributes.size(), true) : plain);
    }

    /** Modes must not depend on the machine: group and other bits follow the umask, and Windows has none at all. */
    private static boolean isExecutable(SelectedFile file, BasicFileAttributes attributes) throws IOException {
        if (PackageLayout.isExecutable(file.path())) {
            return true;
        }
        if (attributes instanceof PosixFileAttributes posixAttributes
                && posixAttributes.permissions().contains(PosixFilePermission.OWNER_EXECUTE)) {
            return true;
        }
        return PackageLayout.mayHoldPrograms(file.path()) && FileContent.isProgram(file);
    }

    /** What speaks against following a link to there, if anything does. */
    private @Nullable String problem(Path target) {
        if (!target.startsWith(realProject)) {
            return "the link leads out of the project";
        }
        List<String> parts = new ArrayList<>();
        realProject.relativize(target).forEach(part -> parts.add(FileNames.of(part)));
        return ExclusionRule.isLinkTarget(parts) ? "the link leads to " + String.join("/", parts) : null;
    }

    private Optional<String> ignoredBy(String path) {
        return ignore.stream()
                .filter(glob -> glob.matches(path))
                .findFirst()
                .map(glob -> "artifacts.ignore has \"" + glob + "\"");
    }
}
