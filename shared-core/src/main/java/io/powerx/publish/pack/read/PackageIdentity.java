package io.powerx.publish.pack.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.PackagePlatform;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.json.Json;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.yaml.YamlDocument;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The plugin and version that a package contains, as plugin.yaml states them.
 *
 * @param id plugin id
 * @param version as written in plugin.yaml
 */
public record PackageIdentity(String id, String version) {
    static final String JSON = "manifest.json";

    private static final int MAX_SHOWN = 200;
    /** What an id and a version may consist of; the length is bounded. */
    private static final Pattern TOKEN = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+-]{0,199}");

    /** A prerelease such as {@code rc-1} is not a platform. */
    private static final Pattern PLATFORM =
            Pattern.compile("-((?:" + String.join("|", PackagePlatform.SYSTEMS) + ")-[a-z0-9_]{1,40})");

    private static final Pattern NAME =
            Pattern.compile("(.{1,700})\\.(pxp|tar\\.gz|tgz|zip)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    /** A part of a file name that states a version. */
    private static final Pattern VERSIONED = Pattern.compile("[-_@ ]v?\\d{1,9}\\.\\d", Pattern.CASE_INSENSITIVE);

    private static final Set<String> SCHEMA = Set.of("properties", "definitions", "$defs");

    /**
     * The identity of a package.
     *
     * @throws PublishException {@link ErrorCode#PACKAGE_INVALID} if plugin.yaml is missing, cannot be read or has no id or version, or if
     *     manifest.json has another id or version
     */
    public static PackageIdentity of(PackageContents contents) {
        JsonNode manifest = manifest(contents.manifest());
        PackageIdentity identity = new PackageIdentity(required(manifest, "id"), required(manifest, "version"));
        if (contents.manifestJson() != null) {
            identity.requireSame(contents.manifestJson());
        }
        return identity;
    }

    /**
     * What a package's file name states otherwise, as a clause. A name without a version states nothing about it.
     *
     * @param format that the file turned out to have; null if unknown
     */
    public Optional<String> fileNameProblem(String fileName, @Nullable PackageFormat format) {
        Matcher name = NAME.matcher(fileName);
        if (!name.matches()) {
            return Optional.empty();
        }
        if (format != null && name.group(2).equalsIgnoreCase("zip") != (format == PackageFormat.ZIP)) {
            return Optional.of("the file's extension is that of the other format");
        }
        if (!VERSIONED.matcher(name.group(1)).find()
                || afterVersion(name.group(1)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of("plugin.yaml has " + id + " " + version + ", but the file is named "
                + ForeignText.oneLine(fileName, MAX_SHOWN));
    }

    /** The platform that a package's file name states, such as {@code linux-amd64}; otherwise {@code any}. */
    public String platform(String fileName) {
        Matcher name = NAME.matcher(fileName);
        return name.matches()
                ? afterVersion(name.group(1))
                        .filter(platform -> !platform.isEmpty())
                        .orElse(PackagePlatform.ANY)
                : PackagePlatform.ANY;
    }

    /** The platform in the name of this package's file, without the extension; "" if there is none, empty if it is not this package's name. */
    private Optional<String> afterVersion(String stem) {
        Matcher own = Pattern.compile(Pattern.quote(id) + "[-_@ ]v?" + Pattern.quote(version), Pattern.CASE_INSENSITIVE)
                .matcher(stem);
        if (!own.lookingAt()) {
            return Optional.empty();
        }
        String rest = stem.substring(own.end());
        Matcher platform = PLATFORM.matcher(rest);
        return rest.isEmpty()
                ? Optional.of("")
                : platform.matches() ? Optional.of(platform.group(1)) : Optional.empty();
    }

    private void requireSame(byte[] manifestJson) {
        JsonNode json;
        try {
            json = Json.mapper().readTree(Utf8.decode(manifestJson));
        } catch (JsonProcessingException e) {
            throw invalid("manifest.json is not JSON");
        } catch (IOException e) {
            throw invalid("manifest.json is not UTF-8");
        }
        if (!json.isObject()) {
            throw invalid("manifest.json is not a JSON object");
        }
        // Scaffolds keep the schema of the manifest in a file of this name.
        if (json.has("$schema") && !json.has("version") && SCHEMA.stream().anyMatch(json::has)) {
            return;
        }
        json.properties().forEach(field -> {
            switch (folded(field.getKey())) {
                case "id", "pluginid" -> requireSame(field, id);
                case "version" -> requireSame(field, version);
                default -> {}
            }
        });
    }

    /** Go, in which the host is written, ignores the case of JSON fields (and takes the last of two that differ in case). */
    private static String folded(String field) {
        return field.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static void requireSame(Map.Entry<String, JsonNode> field, String expected) {
        JsonNode value = field.getValue();
        if (!value.asText().equals(expected)) {
            throw invalid("manifest.json has the %s %s, but plugin.yaml has %s"
                    .formatted(
                            ForeignText.oneLine(field.getKey(), MAX_SHOWN),
                            ForeignText.oneLine(value.asText(), MAX_SHOWN),
                            expected));
        }
    }

    private static JsonNode manifest(byte @Nullable [] bytes) {
        if (bytes == null) {
            throw invalid("there is no plugin.yaml");
        }
        try {
            return YamlDocument.parse(PackageLayout.MANIFEST, Utf8.decode(bytes), ErrorCode.PACKAGE_INVALID)
                    .root();
        } catch (PublishException e) {
            throw invalid("plugin.yaml cannot be read: " + ForeignText.oneLine(e.found(), MAX_SHOWN));
        } catch (IOException e) {
            throw invalid("plugin.yaml is not UTF-8");
        }
    }

    private static String required(JsonNode manifest, String field) {
        JsonNode value = manifest.path(field);
        String text = value.isValueNode() ? value.asText() : "";
        if (!TOKEN.matcher(text).matches()) {
            throw invalid("plugin.yaml has no usable " + field);
        }
        return text;
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.PACKAGE_INVALID, "read the package's id and version", found);
    }
}
