package io.powerx.publish.scaffold;

import io.powerx.publish.config.PublishFile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.scaffold.FileChange.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files that make the repository of a plugin ready to publish. Existing files are never overwritten. */
public final class Scaffold {
    /** What a publish leaves in the project, and in the folder where it runs. */
    static final List<String> IGNORED = List.of(".px-plugin/", "/dist/", "publish-receipt*.json", "publish-debug.log");

    private static final String IGNORE_FILE = ".gitignore";
    private static final int MAX_SIZE = 1 << 20;

    private final RepositoryFacts facts;
    /** What a file that publishes contains. */
    private static final List<String> PUBLISHING = List.of("pxPublish", "powerx/publish-action", "px-plugin publish");

    private final Set<Ci> cis;
    private final @Nullable String build;

    /**
     * @param cis the CI systems that get a file
     * @param build shell command of one line that builds the plugin; null for none
     */
    public Scaffold(RepositoryFacts facts, Set<Ci> cis, @Nullable String build) {
        this.facts = facts;
        this.cis = Set.copyOf(cis);
        this.build = build;
    }

    /** The file for a plugin in the root of its repository that is built with {@code make build}. */
    public static String example(Ci ci) {
        return text(ci, "", "make build");
    }

    /** Whether the file of a CI system exists, so that it is not written. */
    public static boolean has(RepositoryFacts facts, Ci ci) {
        return Files.exists(facts.root().resolve(name(ci)));
    }

    /**
     * Whether the file of a CI system, if it exists, publishes a plugin.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if it cannot be read
     */
    public static boolean publishes(RepositoryFacts facts, Ci ci) {
        String existing = text(facts.root().resolve(name(ci)));
        return existing.isEmpty() || PUBLISHING.stream().anyMatch(existing::contains);
    }

    /**
     * What {@link #write} would do.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if a .gitignore exists that cannot be read
     */
    public List<FileChange> plan() {
        List<FileChange> changes = new ArrayList<>();
        changes.add(PublishYml.existing(facts.project())
                .map(name -> new FileChange(facts.project().resolve(name), Kind.KEPT, ""))
                .orElseGet(() -> new FileChange(
                        facts.project().resolve(PublishFile.NAME),
                        Kind.CREATED,
                        PublishYml.text(facts.channel(), PublishYml.FROM_RISK))));
        changes.add(ignored(facts.project().resolve(IGNORE_FILE)));
        cis.stream().sorted().forEach(ci -> changes.add(file(ci)));
        return List.copyOf(changes);
    }

    /**
     * Writes the files.
     *
     * @throws PublishException as {@link #plan}; {@link ErrorCode#STORAGE_FAILED} if a file cannot be written
     */
    public List<FileChange> write() {
        List<FileChange> changes = plan();
        changes.forEach(Scaffold::apply);
        return changes;
    }

    private FileChange file(Ci ci) {
        Path file = facts.root().resolve(name(ci));
        if (has(facts, ci)) {
            return new FileChange(file, Kind.KEPT, "");
        }
        return new FileChange(file, Kind.CREATED, text(ci, facts.folder(), build));
    }

    private static String text(Ci ci, String folder, @Nullable String build) {
        return switch (ci) {
            case GITHUB -> GitHubWorkflow.text(folder, build);
            case JENKINS -> JenkinsFile.text(folder, build);
        };
    }

    private static String name(Ci ci) {
        return switch (ci) {
            case GITHUB -> GitHubWorkflow.NAME;
            case JENKINS -> JenkinsFile.NAME;
        };
    }

    private static FileChange ignored(Path file) {
        String existing = text(file);
        Set<String> known = existing.lines()
                .map(line -> line.strip().replaceFirst("^/", "").replaceFirst("/$", ""))
                .collect(Collectors.toSet());
        String missing = IGNORED.stream()
                .filter(line -> !known.contains(line.replaceFirst("^/", "").replaceFirst("/$", "")))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        Kind kind = missing.isEmpty() ? Kind.KEPT : Files.exists(file) ? Kind.EXTENDED : Kind.CREATED;
        String before = existing.isEmpty() || existing.endsWith("\n") ? "" : "\n";
        return new FileChange(file, kind, missing.isEmpty() ? "" : before + missing);
    }

    private static String text(Path file) {
        try {
            return new String(SmallFile.read(file, MAX_SIZE), StandardCharsets.UTF_8);
        } catch (NoSuchFileException missing) {
            return "";
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.CONFIG_UNREADABLE, "read " + file, e);
        }
    }

    private static void apply(FileChange change) {
        Path file = change.file();
        try {
            switch (change.kind()) {
                case CREATED -> {
                    Files.createDirectories(file.toAbsolutePath().getParent());
                    Files.writeString(file, change.content(), StandardOpenOption.CREATE_NEW);
                }
                case EXTENDED -> Files.writeString(file, change.content(), StandardOpenOption.APPEND);
                case KEPT -> {}
            }
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "write " + file, e);
        }
    }
}
