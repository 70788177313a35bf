package io.powerx.publish.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository that git itself makes, with fixed names and times and without the machine's configuration. */
public final class GitRepository {
    public static final Instant FIRST_COMMIT = Instant.parse("2026-03-01T10:00:00Z");

    private final Path folder;
    private Instant time = FIRST_COMMIT;

    private GitRepository(Path folder) {
        this.folder = folder;
    }

    public static GitRepository in(Path folder) throws IOException {
        Files.createDirectories(folder);
        GitRepository repository = new GitRepository(folder);
        repository.git("init", "-q", "-b", "main");
        return repository;
    }

    /** Commits a change of the file; every commit is an hour later than the one before. Returns its id. */
    public String commit(String file, String message) throws IOException {
        return commit(file, message, "Ada Lovelace");
    }

    public String commit(String file, String message, String author) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, message + time);
        git("add", "--all");
        git("-c", "user.name=" + author, "commit", "-q", "-m", message);
        time = time.plusSeconds(3600);
        return git("rev-parse", "HEAD");
    }

    public String git(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Ada Lovelace", "-c", "user.email=ada@example.org"));
        command.addAll(List.of(arguments));
        Map<String, String> environment = Map.of(
                "GIT_CONFIG_GLOBAL",
                "/dev/null",
                "GIT_CONFIG_NOSYSTEM",
                "1",
                "GIT_AUTHOR_DATE",
                time.toString(),
                "GIT_COMMITTER_DATE",
                time.toString());
        return ExternalTool.run(folder, environment, command)
                .succeeded()
                .output()
                .strip();
    }
}
