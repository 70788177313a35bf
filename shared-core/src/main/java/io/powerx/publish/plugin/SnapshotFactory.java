package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.git.GitCheckout;
import io.powerx.publish.git.GitHistory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Creates snapshots from the manifest, the changelog and the git checkout. */
final class SnapshotFactory {
    /** The longest id and version that servers accept. Together they are part of a file name. */
    private static final int MAX_ID = 200;

    private static final int MAX_VERSION = 128;

    /** The pattern of plugin ids in the contract. */
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    /** What can be part of a file name. Whether it is a SemVer version is left to the precheck. */
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+-]*");

    /** Folders whose files are packed as migrations. */
    private static final List<String> MIGRATIONS = List.of("migrations", "backend/migrations");

    private SnapshotFactory() {}

    static PluginSnapshot of(PluginManifest manifest, ProjectFolder sources) {
        String id = required(manifest, "id");
        String version = required(manifest, "version");
        Optional<String> changelog = Changelog.of(sources)
                .flatMap(log -> log.section(version))
                .map(Changelog.Section::text)
                .filter(text -> !text.isEmpty());
        Optional<GitCheckout> checkout = GitCheckout.of(sources.root());
        Past past =
                checkout.isPresent() ? past(manifest, sources.root(), id, version, changelog.isEmpty()) : Past.UNKNOWN;
        return new PluginSnapshot(
                id,
                manifest.text("/name").orElse(id),
                version,
                hostRange(manifest),
                permissions(manifest),
                defaultGrants(manifest),
                dependencies(manifest),
                hasMigrations(manifest),
                checkout.map(GitCheckout::commit).orElse(null),
                checkout.map(GitCheckout::repository).orElse(null),
                changelog.orElse(null),
                past.notes().orElse(null),
                past.release().orElse(null));
    }

    /** What the history of the project shows. */
    private record Past(Optional<String> notes, Optional<PreviousRelease> release) {
        static final Past UNKNOWN = new Past(Optional.empty(), Optional.empty());
    }

    private static Past past(PluginManifest manifest, Path project, String id, String version, boolean describe) {
        Optional<SemanticVersion> parsed = SemanticVersion.parse(version);
        try (GitHistory history = GitHistory.of(project).orElse(null)) {
            if (history == null || parsed.isEmpty()) {
                return Past.UNKNOWN;
            }
            Optional<VersionTag> previous = VersionTag.before(parsed.get(), history.tags(), project, id);
            return new Past(
                    describe ? CommitNotes.of(history, previous) : Optional.empty(),
                    previous.isPresent() ? PreviousRelease.read(history, previous.get(), manifest) : Optional.empty());
        } catch (IOException e) {
            return Past.UNKNOWN;
        }
    }

    static @Nullable String hostRange(PluginManifest manifest) {
        return manifest.hostRanges().stream().map(HostRange::range).findFirst().orElse(null);
    }

    static List<String> permissions(PluginManifest manifest) {
        return manifest.permissions().stream()
                .flatMap(permission -> permission.codes().stream())
                .distinct()
                .sorted()
                .toList();
    }

    static List<String> defaultGrants(PluginManifest manifest) {
        return manifest.permissions().stream()
                .flatMap(permission -> StreamSupport.stream(
                                permission.node().path("default_role_grants").spliterator(), false)
                        .flatMap(role -> permission.codes().stream().map(code -> role.asText() + ": " + code)))
                .distinct()
                .sorted()
                .toList();
    }

    static List<PluginSnapshot.Dependency> dependencies(PluginManifest manifest) {
        return manifest.dependencies().stream()
                .filter(dependency -> !dependency.id().isEmpty())
                .map(d -> new PluginSnapshot.Dependency(d.id(), d.range(), d.optional()))
                .toList();
    }

    private static boolean hasMigrations(PluginManifest manifest) {
        JsonNode migrations = manifest.at("/migrations");
        return (migrations.isContainerNode() && !migrations.isEmpty())
                || MIGRATIONS.stream().anyMatch(manifest.project()::hasFilesIn);
    }

    /**
     * Why the id or the version cannot be used, as a clause; empty if it can.
     *
     * @param field id or version
     */
    static Optional<String> problem(PluginManifest manifest, String field) {
        Optional<String> value = manifest.text("/" + field);
        if (value.isEmpty()) {
            return Optional.of("it has no " + field);
        }
        if (!manifest.at("/" + field).asText().equals(value.get())) {
            return Optional.of("its " + field + " begins or ends with a blank, which hosts do not remove");
        }
        return field.equals("id")
                ? problem(field, value.get(), MAX_ID, ID, "lower-case letters, digits, dots, hyphens and underscores")
                : problem(field, value.get(), MAX_VERSION, VERSION, "letters, digits, dots, hyphens and plus signs");
    }

    private static Optional<String> problem(String field, String value, int limit, Pattern pattern, String allowed) {
        if (value.length() > limit) {
            return Optional.of("its %s has more than %d characters".formatted(field, limit));
        }
        return pattern.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("its %s contains other characters than %s".formatted(field, allowed));
    }

    private static String required(PluginManifest manifest, String field) {
        problem(manifest, field).ifPresent(found -> {
            throw PublishException.of(ErrorCode.MANIFEST_INVALID, "read " + PluginManifest.FILE, found)
                    .at(manifest.locate("/" + field));
        });
        return manifest.text("/" + field).orElseThrow();
    }
}
