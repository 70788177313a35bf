package io.powerx.publish.precheck;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.git.UnifiedDiff;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.plugin.ProjectFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Proposes and makes mechanical changes. Files outside the project and files behind symbolic links are left alone. */
public final class ProjectFixes {
    private static final int MAX_BYTES = 4 << 20;
    private static final Set<PosixFilePermission> EXECUTE = EnumSet.of(
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);

    private static final Set<PosixFilePermission> NEW_FILE = PosixFilePermissions.fromString("rw-r--r--");

    private final ProjectFolder project;
    private final Map<String, Draft> drafts = new TreeMap<>();

    public ProjectFixes(Path project) {
        this.project = new ProjectFolder(project);
    }

    private static final class Draft {
        private final Set<String> rules = new LinkedHashSet<>();
        private @Nullable String before;
        private @Nullable String after;
        private boolean executable;
    }

    /** Adds the edits of a rule. An edit that does not apply to the file as it is now is dropped. */
    void add(String rule, List<FileEdit> edits) {
        for (FileEdit edit : edits) {
            Path file = ownFile(edit.file())
                    .or(() -> edit instanceof FileEdit.Append ? newFile(edit.file()) : Optional.empty())
                    .orElse(null);
            Draft draft = drafts.getOrDefault(edit.file(), new Draft());
            if (file != null && change(file, draft, edit)) {
                draft.rules.add(rule);
                drafts.put(edit.file(), draft);
            }
        }
    }

    /** The changes of all edits, ordered by file. */
    List<Fix> proposed() {
        List<Fix> fixes = new ArrayList<>();
        drafts.forEach((file, draft) -> fixes.add(new Fix(
                List.copyOf(draft.rules), file, diff(file, draft), draft.before, draft.after, draft.executable)));
        return List.copyOf(fixes);
    }

    private static String diff(String file, Draft draft) {
        String mode = draft.executable
                ? "diff --git a/%s b/%s\nold mode 100644\nnew mode 100755\n".formatted(file, file)
                : "";
        return draft.before == null || draft.after == null
                ? mode
                : mode + UnifiedDiff.of(file, draft.before, draft.after);
    }

    private static boolean change(Path file, Draft draft, FileEdit edit) {
        if (edit instanceof FileEdit.MakeExecutable) {
            draft.executable = true;
            return true;
        }
        try {
            String before = draft.before == null ? text(file) : draft.before;
            Optional<String> after = edited(draft.after == null ? before : draft.after, edit);
            if (after.isEmpty()) {
                return false;
            }
            draft.before = before;
            draft.after = after.get();
            return true;
        } catch (IOException e) {
            // A rule reports a file that cannot be read.
            return false;
        }
    }

    /** Empty if there is no such file. */
    private static String text(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Utf8.decode(SmallFile.read(file, MAX_BYTES)) : "";
    }

    private static Optional<String> edited(String text, FileEdit edit) {
        List<String> lines = lines(text);
        if (edit instanceof FileEdit.Append append) {
            List<String> known = text.lines().toList();
            String added = append.lines().stream()
                    .filter(line -> !known.contains(line))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
            return added.isEmpty()
                    ? Optional.empty()
                    : edited(text, new FileEdit.Insert(append.file(), lines.size() + 1, added));
        }
        if (edit instanceof FileEdit.Replace replace) {
            String line = replace.line() <= lines.size() ? lines.get(replace.line() - 1) : "";
            int at = line.indexOf(replace.old(), Math.max(0, replace.column() - 1));
            if (at < 0) {
                return Optional.empty();
            }
            lines.set(
                    replace.line() - 1,
                    line.substring(0, at)
                            + replace.replacement()
                            + line.substring(at + replace.old().length()));
        } else if (edit instanceof FileEdit.Insert insert) {
            String end = text.contains("\r\n") ? "\r\n" : "\n";
            int last = lines.size() - 1;
            if (insert.line() > lines.size() && last >= 0 && !lines.get(last).endsWith("\n")) {
                lines.set(last, lines.get(last) + end);
            }
            lines.add(Math.min(insert.line() - 1, lines.size()), insert.text().replace("\n", end));
        }
        return Optional.of(String.join("", lines));
    }

    /** The lines with their ends. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int feed = text.indexOf('\n', start);
            int end = feed < 0 ? text.length() : feed + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    /** A file of the project's own folder that does not exist yet. */
    private Optional<Path> newFile(String name) {
        return project.resolve(name)
                .filter(file -> project.root().equals(file.getParent()))
                .filter(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** A regular file that is in the project itself; empty if a symbolic link leads to it. */
    private Optional<Path> ownFile(String relative) {
        Path file = project.resolve(relative).orElse(null);
        if (file == null || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        for (Path folder = file.getParent();
                folder != null && !folder.equals(project.root());
                folder = folder.getParent()) {
            if (Files.isSymbolicLink(folder)) {
                return Optional.empty();
            }
        }
        return Optional.of(file);
    }

    /**
     * Makes a change. The file is replaced as a whole, so that it never has half of it.
     *
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} if the file has changed since, or cannot be written
     */
    public void apply(Fix fix) {
        String tried = "correct " + fix.file();
        Path file = ownFile(fix.file())
                .or(() -> "".equals(fix.before()) ? newFile(fix.file()) : Optional.empty())
                .orElseThrow(() -> PublishException.of(
                        ErrorCode.STORAGE_FAILED, tried, "it is no longer a regular file of the project"));
        try {
            if (fix.before() != null && fix.after() != null) {
                if (!text(file).equals(fix.before())) {
                    throw PublishException.of(ErrorCode.STORAGE_FAILED, tried, "it was changed in the meantime");
                }
                replace(file, fix.after());
            }
            if (fix.executable()) {
                Set<PosixFilePermission> permissions = EnumSet.copyOf(EXECUTE);
                permissions.addAll(Files.getPosixFilePermissions(file));
                Files.setPosixFilePermissions(file, permissions);
            }
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, tried, e);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path temporary = Files.createTempFile(file.getParent(), ".px-fix", ".tmp");
        try {
            Files.write(temporary, text.getBytes(StandardCharsets.UTF_8));
            if (Files.getFileStore(temporary).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                        temporary, Files.exists(file) ? Files.getPosixFilePermissions(file) : NEW_FILE);
            }
            Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
