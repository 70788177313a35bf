package io.powerx.publish.diff;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.plugin.PluginManifest;
import io.powerx.publish.plugin.PreviousRelease;
import io.powerx.publish.plugin.SemanticVersion;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the previous version from its package, if an earlier publish left it in the folder for packages. */
public final class PreviousPackage {
    /** Bytes. Larger packages take longer to read than a risk without their reasons is worth. */
    private static final long MAX_SIZE = 64 << 20;

    private static final int MAX_FILES = 1_000;
    private static final Pattern ENDING =
            Pattern.compile("(?:-(?:linux|darwin|windows|freebsd)-(?:amd64|arm64|386))?\\.(?:pxp|zip|tgz|tar\\.gz)");

    private PreviousPackage() {}

    private record Candidate(Path file, SemanticVersion version) {}

    /**
     * The version before this one.
     *
     * @param folder with packages; need not exist
     * @return empty if there is no package of an earlier version, or if it cannot be read
     */
    public static Optional<PreviousRelease> in(Path folder, PluginManifest current) {
        String id = current.text("/id").orElse("");
        return current.text("/version")
                .flatMap(SemanticVersion::parse)
                .flatMap(version -> newest(folder, id, version))
                .flatMap(candidate -> read(candidate, id, current));
    }

    private static Optional<Candidate> newest(Path folder, String id, SemanticVersion version) {
        List<Candidate> candidates = new ArrayList<>();
        // Listing a named pipe blocks until there is a writer.
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Optional<SemanticVersion> found = version(String.valueOf(file.getFileName()), id);
                if (candidates.size() < MAX_FILES && found.isPresent() && version.follows(found.get())) {
                    candidates.add(new Candidate(file, found.get()));
                }
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return candidates.stream()
                .max(Comparator.comparing(Candidate::version)
                        .thenComparing(candidate -> candidate.file().toString()));
    }

    private static Optional<SemanticVersion> version(String name, String id) {
        Matcher ending = ENDING.matcher(name);
        if (!name.startsWith(id + "-")) {
            return Optional.empty();
        }
        // The version itself may contain hyphens and dots.
        for (int at = id.length() + 1; ending.find(at); at = ending.start() + 1) {
            if (ending.end() == name.length()) {
                return SemanticVersion.parse(name.substring(id.length() + 1, ending.start()));
            }
        }
        return Optional.empty();
    }

    private static Optional<PreviousRelease> read(Candidate candidate, String id, PluginManifest current) {
        try {
            if (!Files.isRegularFile(candidate.file()) || Files.size(candidate.file()) > MAX_SIZE) {
                return Optional.empty();
            }
            ComparedPackage before = ComparedPackage.read(candidate.file());
            String version = candidate.version().toString();
            boolean same = before.identity().id().equals(id)
                    && before.identity().version().equals(version);
            return same
                    ? Optional.of(PreviousRelease.of(
                            version, before.facts(), current, (path, content) -> contains(before, path, content)))
                    : Optional.empty();
        } catch (PublishException | IOException e) {
            return Optional.empty();
        }
    }

    private static boolean contains(ComparedPackage before, String path, byte[] content) {
        PackageEntry entry = before.entries().get(path);
        return entry != null && entry.sha256().equals(Sha256.hex(content));
    }
}
