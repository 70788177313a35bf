package io.powerx.publish.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A git checkout. Its files are read directly, so that git need not be installed, and settings of an untrusted
 * repository that make git run programs have no effect.
 *
 * @param commit of HEAD, 40 or 64 hex digits; null before the first commit, or if refs are stored in an unsupported
 *     format
 * @param repository URL of origin, or of the first remote, without user and password; null if there is no remote on
 *     another host
 */
public record GitCheckout(@Nullable String commit, @Nullable String repository) {
    private static final int MAX_BYTES = 1 << 20;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final Pattern REF = Pattern.compile("refs/[^\\s\\\\:?*~^]{1,500}");
    private static final Pattern REMOTE = Pattern.compile("\\[remote\\s+\"([^\"]+)\"\\]");
    private static final Pattern URL = Pattern.compile("url\\s*=\\s*\"?([^\"\\s]+)\"?");
    private static final Pattern SCP_LIKE = Pattern.compile("(?:[^@/\\s]+@)?([A-Za-z0-9.-]{2,}):(?!//)(.+)");

    /** The checkout that contains the folder; empty if there is none. */
    public static Optional<GitCheckout> of(Path folder) {
        return root(folder, null)
                .flatMap(root -> gitDirectory(root.resolve(".git")))
                .map(GitCheckout::read);
    }

    /**
     * Determines the folder of a project in its repository, which code hosts need to locate findings.
     *
     * @param top the highest folder that may be the repository's root; null for no limit
     * @param otherwise the root if the project is not in a checkout
     * @return the path relative to the root, with forward slashes; empty for the root and for a project outside
     *     {@code otherwise}
     */
    public static String folderOf(Path project, @Nullable Path top, Path otherwise) {
        Path folder = normalized(project);
        Path root = root(folder, top).orElseGet(() -> normalized(otherwise));
        return folder.startsWith(root) ? root.relativize(folder).toString().replace('\\', '/') : "";
    }

    /** The root of the checkout that contains the folder; empty if there is none. */
    public static Optional<Path> rootOf(Path folder) {
        return root(folder, null);
    }

    /** The closest folder that contains {@code .git}, a folder or a file. */
    private static Optional<Path> root(Path folder, @Nullable Path top) {
        Path highest = top == null ? null : normalized(top);
        for (Path parent = normalized(folder); parent != null; parent = parent.getParent()) {
            if (highest != null && !parent.startsWith(highest)) {
                return Optional.empty();
            }
            if (Files.exists(parent.resolve(".git"))) {
                return Optional.of(parent);
            }
        }
        return Optional.empty();
    }

    private static Path normalized(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /** The folder with the data of git for the checkout that contains a folder; empty if there is none. */
    static Optional<Path> gitDirectoryOf(Path folder) {
        return root(folder, null).map(root -> root.resolve(".git")).flatMap(GitCheckout::gitDirectory);
    }

    /** The folder with the data of git. In a worktree or submodule, {@code .git} is a file that points to it. */
    private static Optional<Path> gitDirectory(Path dotGit) {
        if (Files.isDirectory(dotGit)) {
            return Optional.of(dotGit);
        }
        return text(dotGit)
                .filter(text -> text.startsWith("gitdir:"))
                .flatMap(text -> resolve(dotGit.resolveSibling("."), text.substring("gitdir:".length())))
                .filter(Files::isDirectory);
    }

    private static GitCheckout read(Path git) {
        Path common = text(git.resolve("commondir"))
                .flatMap(text -> resolve(git, text))
                .orElse(git);
        String head = text(git.resolve("HEAD")).map(String::strip).orElse("");
        String commit = head.startsWith("ref:") ? commitOf(head.substring(4).strip(), git, common) : commitOrNull(head);
        return new GitCheckout(commit, repository(common));
    }

    private static @Nullable String commitOf(String ref, Path git, Path common) {
        if (!REF.matcher(ref).matches() || ref.contains("..")) {
            return null;
        }
        for (Path directory : new Path[] {git, common}) {
            String commit = text(directory.resolve(ref))
                    .map(text -> commitOrNull(text.strip()))
                    .orElse(null);
            if (commit != null) {
                return commit;
            }
        }
        return packed(common.resolve("packed-refs"), ref);
    }

    private static @Nullable String packed(Path file, String ref) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.endsWith(" " + ref))
                    .map(line -> commitOrNull(line.substring(0, line.indexOf(' '))))
                    .findFirst()
                    .orElse(null);
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    private static @Nullable String repository(Path common) {
        String config = text(common.resolve("config")).orElse("");
        String first = null;
        String remote = null;
        for (String line : config.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                Matcher section = REMOTE.matcher(line);
                remote = section.matches() ? section.group(1) : null;
                continue;
            }
            Matcher url = URL.matcher(line);
            if (remote != null && url.matches()) {
                String address = withoutCredentials(url.group(1));
                if (remote.equals("origin")) {
                    return address;
                }
                first = first == null ? address : first;
            }
        }
        return first;
    }

    /** The URL without user, password, query and fragment; null for a local folder. */
    static @Nullable String withoutCredentials(String url) {
        Matcher scpLike = SCP_LIKE.matcher(url);
        if (!url.contains("://")) {
            return scpLike.matches()
                    ? "ssh://" + scpLike.group(1) + "/" + scpLike.group(2).replaceFirst("^/+", "")
                    : null;
        }
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null || "file".equalsIgnoreCase(uri.getScheme())) {
                return null;
            }
            return new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null).toString();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable String commitOrNull(String commit) {
        return COMMIT.matcher(commit).matches() ? commit : null;
    }

    private static Optional<Path> resolve(Path base, String relative) {
        try {
            return Optional.of(base.resolve(relative.strip()).normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
