package io.powerx.publish.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCacheIterator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/**
 * The history of a git checkout, read with JGit, so that git need not be installed. Only the repository is read; no
 * hook, filter or program that its configuration names is run.
 */
public final class GitHistory implements AutoCloseable {
    private static final int MAX_COMMITS = 10_000;
    private static final int MAX_VISITED = 200_000;
    private static final int MAX_FILES = 100_000;
    private static final int MAX_EXAMINED = 256 << 10;

    private static final List<String> FILES = List.of("HEAD", "config", "commondir", "packed-refs", "index", "shallow");

    private final Repository repository;
    private final String folder;

    private GitHistory(Repository repository, String folder) {
        this.repository = repository;
        this.folder = folder;
    }

    /**
     * Opens the history of the checkout that contains a folder.
     *
     * @param project its commits are those that changed it; for a checkout's root these are all
     * @return empty outside a checkout, before the first commit, and if JGit cannot read the repository, for example
     *     because its object ids are SHA-256
     */
    public static Optional<GitHistory> of(Path project) {
        IsolatedGit.install();
        try {
            if (GitCheckout.gitDirectoryOf(project).filter(GitHistory::hasPipe).isPresent()) {
                return Optional.empty();
            }
            FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(project.toFile());
            if (builder.getGitDir() == null) {
                return Optional.empty();
            }
            Repository repository = builder.setMustExist(true).build();
            if (repository.resolve(Constants.HEAD) == null) {
                repository.close();
                return Optional.empty();
            }
            return Optional.of(new GitHistory(repository, GitCheckout.folderOf(project, null, project)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether JGit would wait forever for the content of one of the files that it reads to open a repository. */
    private static boolean hasPipe(Path git) {
        return FILES.stream().map(git::resolve).anyMatch(file -> Files.exists(file) && !Files.isRegularFile(file));
    }

    /** When HEAD was committed, by its own record. */
    public Instant committed() throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            return time(walk.parseCommit(head()).getCommitterIdent());
        }
    }

    /** The id of the commit that is checked out. */
    public String headCommit() throws IOException {
        return head().name();
    }

    /**
     * The files that the index has without CR LF, and of which no attribute says that every checkout has CR LF.
     *
     * @param paths of text files, relative to the project; those that are not in the index are ignored
     * @return sorted
     */
    public List<String> storedWithoutCrLf(Collection<String> paths) throws IOException {
        if (paths.isEmpty()) {
            return List.of();
        }
        String prefix = folder.isEmpty() ? "" : folder + "/";
        List<String> found = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(new DirCacheIterator(repository.readDirCache()));
            walk.setAttributesNodeProvider(repository.createAttributesNodeProvider());
            walk.setRecursive(true);
            walk.setFilter(PathFilterGroup.createFromStrings(
                    paths.stream().map(path -> prefix + path).toList()));
            while (walk.next()) {
                boolean everywhere = "crlf".equals(walk.getAttributes().getValue("eol"));
                if (!everywhere && !hasCrLf(walk.getObjectId(0))) {
                    found.add(walk.getPathString().substring(prefix.length()));
                }
            }
        }
        return List.copyOf(found);
    }

    private boolean hasCrLf(ObjectId file) throws IOException {
        try (InputStream in = repository.open(file, Constants.OBJ_BLOB).openStream()) {
            byte[] content = in.readNBytes(MAX_EXAMINED);
            for (int i = 1; i < content.length; i++) {
                if (content[i] == '\n' && content[i - 1] == '\r') {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether the project is the checkout's root. */
    public boolean isWholeCheckout() {
        return folder.isEmpty();
    }

    /** All tags, without {@code refs/tags/}, with the ids of their commits. */
    public Map<String, String> allTags() throws IOException {
        Map<String, String> tags = new HashMap<>();
        for (Ref tag : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            tags.put(
                    tag.getName().substring(Constants.R_TAGS.length()),
                    target(tag).name());
        }
        return Map.copyOf(tags);
    }

    private ObjectId target(Ref tag) throws IOException {
        ObjectId peeled = repository.getRefDatabase().peel(tag).getPeeledObjectId();
        return peeled == null ? tag.getObjectId() : peeled;
    }

    /** Whether the checkout holds only the newest commits, as CI systems fetch them by default. */
    public boolean isShallow() throws IOException {
        return !repository.getObjectDatabase().getShallowCommits().isEmpty();
    }

    /**
     * The tags that HEAD contains, without {@code refs/tags/}, with the ids of their commits.
     */
    public Map<String, String> tags() throws IOException {
        Map<ObjectId, List<String>> names = new HashMap<>();
        for (Ref tag : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
            names.computeIfAbsent(target(tag), id -> new ArrayList<>())
                    .add(tag.getName().substring(Constants.R_TAGS.length()));
        }
        Map<String, String> contained = new HashMap<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setRetainBody(false);
            walk.markStart(walk.parseCommit(head()));
            int visited = 0;
            for (RevCommit commit = walk.next(); commit != null && visited < MAX_VISITED; commit = walk.next()) {
                visited++;
                for (String name : names.getOrDefault(commit, List.of())) {
                    contained.put(name, commit.name());
                }
            }
        }
        return Map.copyOf(contained);
    }

    /**
     * The commits since another one that changed the project, newest first, at most {@value #MAX_COMMITS}.
     *
     * @param since id of a commit, which is excluded with all that it contains; null for the whole history
     */
    public List<Commit> commitsSince(@Nullable String since) throws IOException {
        List<Commit> commits = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(walk.parseCommit(head()));
            if (since != null) {
                walk.markUninteresting(walk.parseCommit(ObjectId.fromString(since)));
            }
            if (!folder.isEmpty()) {
                walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(folder), TreeFilter.ANY_DIFF));
            }
            for (RevCommit commit : walk) {
                if (commits.size() == MAX_COMMITS) {
                    break;
                }
                commits.add(new Commit(
                        commit.name(),
                        commit.getFullMessage(),
                        commit.getAuthorIdent().getName(),
                        Arrays.stream(commit.getParents()).map(RevCommit::name).toList()));
            }
        }
        return List.copyOf(commits);
    }

    /**
     * The regular files of the project in a commit, at most {@value #MAX_FILES}.
     *
     * @param commit its id
     * @return ids of the contents by path, relative to the project
     */
    public Map<String, String> files(String commit) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(walk.parseCommit(ObjectId.fromString(commit)).getTree());
            tree.setRecursive(true);
            if (!folder.isEmpty()) {
                tree.setFilter(PathFilter.create(folder));
            }
            int prefix = folder.isEmpty() ? 0 : folder.length() + 1;
            while (tree.next() && files.size() < MAX_FILES) {
                if ((tree.getRawMode(0) & FileMode.TYPE_MASK) == FileMode.TYPE_FILE) {
                    files.put(
                            tree.getPathString().substring(prefix),
                            tree.getObjectId(0).name());
                }
            }
        }
        return Map.copyOf(files);
    }

    /**
     * A content of {@link #files}.
     *
     * @param limit bytes; a larger content is an error
     */
    public byte[] content(String id, int limit) throws IOException {
        return repository.open(ObjectId.fromString(id), Constants.OBJ_BLOB).getCachedBytes(limit);
    }

    @Override
    public void close() {
        repository.close();
    }

    private ObjectId head() throws IOException {
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null) {
            throw new IOException("HEAD has no commit");
        }
        return head;
    }

    private static Instant time(PersonIdent person) {
        return person.getWhenAsInstant();
    }
}
