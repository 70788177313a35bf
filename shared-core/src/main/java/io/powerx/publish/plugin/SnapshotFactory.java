package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.git.GitCheckout;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Creates snapshots from the manifest, the changelog and the git checkout. */
final class SnapshotFactory {
    /** The longest id and version that servers accept. Together they are part of a file name. */
    private static final int MAX_ID = 200;

    private static final int MAX_VERSION = 128;

    /** The pattern of plugin ids in the contract. */
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    /** What can be part of a file name. Whether it is a SemVer version is left to the precheck. */
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.+-]*");

    private SnapshotFactory() {}

    static PluginSnapshot of(PluginManifest manifest) {
        String id = required(manifest, "id");
        String version = required(manifest, "version");
        List<HostRange> ranges = manifest.hostRanges();
        Optional<String> changelog = Changelog.of(manifest.project())
                .flatMap(log -> log.section(version))
                .map(Changelog.Section::text)
                .filter(text -> !text.isEmpty());
        Optional<String> commitNotes = changelog.isPresent()
                ? Optional.empty()
                : CommitNotes.of(manifest.project().root(), id, version);
        Optional<GitCheckout> checkout = GitCheckout.of(manifest.project().root());
        return new PluginSnapshot(
                id,
                manifest.text("/name").orElse(id),
                version,
                manifest.text("/description").orElse(null),
                ranges.isEmpty() ? null : ranges.get(0).range(),
                manifest.permissions().stream()
                        .flatMap(permission -> permission.codes().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                manifest.dependencies().stream()
                        .filter(dependency -> !dependency.id().isEmpty())
                        .map(d -> new PluginSnapshot.Dependency(d.id(), d.range(), d.optional()))
                        .toList(),
                hasMigrations(manifest),
                checkout.map(GitCheckout::commit).orElse(null),
                checkout.map(GitCheckout::repository).orElse(null),
                changelog.orElse(null),
                commitNotes.orElse(null));
    }

    private static boolean hasMigrations(PluginManifest manifest) {
        JsonNode migrations = manifest.at("/migrations");
        return (migrations.isContainerNode() && !migrations.isEmpty())
                || manifest.project().hasFolder("migrations");
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
