package io.powerx.publish.diff;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The differences between two packages; its JSON form has a schema (docs/reference/schemas/diff.schema.json). Texts from the packages are
 * on one line and limited in length.
 *
 * @param from the older package
 * @param to the newer package
 * @param files sorted by path
 * @param permissions codes or {@code resource:action}
 * @param defaultGrants {@code role: permission} for each permission that a role gets by default
 * @param hostRange supported core versions; null if they are the same
 * @param migrations added, removed and changed migrations, sorted by path
 * @param notes what could not be compared, as sentences; empty if the comparison is complete
 */
@JsonPropertyOrder({"schemaVersion", "identical"})
public record PackageDiff(
        Side from,
        Side to,
        List<FileChange> files,
        Names permissions,
        Names defaultGrants,
        @Nullable ValueChange hostRange,
        List<DependencyChange> dependencies,
        List<MigrationChange> migrations,
        List<MenuChange> menus,
        List<String> notes) {

    /** Whether something was added, removed or changed. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A package.
     *
     * @param contentDigest SHA-256 of integrity.txt in hex
     * @param files number of files, without integrity.txt and manifest.signature
     * @param bytes of all files, unpacked
     */
    public record Side(String id, String version, String contentDigest, int files, long bytes) {}

    /**
     * A file before or after.
     *
     * @param size bytes
     * @param sha256 64 lower-case hex digits
     */
    public record FileState(long size, boolean executable, String sha256) {}

    /**
     * @param before null for an added file
     * @param after null for a removed file
     */
    public record FileChange(
            String path,
            Kind kind,
            @Nullable FileState before,
            @Nullable FileState after) {
        /** Whether the executable bit of a file that is in both packages changed. */
        boolean modeChanged() {
            return before != null && after != null && before.executable() != after.executable();
        }

        /** Bytes after less bytes before. */
        long growth() {
            return (after == null ? 0 : after.size()) - (before == null ? 0 : before.size());
        }
    }

    /** Names that are in one of the packages only, sorted. */
    public record Names(List<String> added, List<String> removed) {
        boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty();
        }
    }

    /**
     * @param before null if there was none
     * @param after null if there is none
     */
    public record ValueChange(
            @Nullable String before, @Nullable String after) {}

    /**
     * @param before the range; null for an added dependency, and for one without a range
     * @param after the range; null for a removed dependency, and for one without a range
     * @param optional whether the dependency is optional in the package that has it, in the newer one if both have it
     * @param optionalChanged whether it became optional or required
     */
    public record DependencyChange(
            String id,
            Kind kind,
            @Nullable String before,
            @Nullable String after,
            boolean optional,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean optionalChanged) {}

    /**
     * @param destructive statements that delete data or break the previous version
     * @param examined whether the statements of an SQL script were read; false for programs and for scripts that are too large
     */
    public record MigrationChange(String path, Kind kind, List<String> destructive, boolean examined) {}

    /**
     * @param place the ids of the entry's ancestors and its own, joined by {@code /}
     * @param fields the changed fields of an entry that is in both packages
     */
    public record MenuChange(String place, Kind kind, List<FieldChange> fields) {}

    /** @param field such as {@code path} */
    public record FieldChange(
            String field, @Nullable String before, @Nullable String after) {}

    /** The version of the JSON form. */
    @JsonProperty
    public String schemaVersion() {
        return "1";
    }

    /** Whether both packages have the same files, and so the same content digest. */
    @JsonProperty
    public boolean identical() {
        return from.contentDigest().equals(to.contentDigest()) && files.isEmpty();
    }

    /** Whether any migration deletes data or breaks the previous version. */
    public boolean hasDestructiveMigrations() {
        return migrations.stream()
                .anyMatch(migration -> !migration.destructive().isEmpty());
    }
}
