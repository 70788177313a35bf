package io.powerx.publish.pack.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.json.Json;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.yaml.YamlDocument;
import java.io.IOException;
import java.util.Optional;
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

    private static final Pattern PLATFORM = Pattern.compile("[a-z0-9]{1,40}-[a-z0-9_]{1,40}");
    /** A file name that states a version: {@code <id>-<version>} and the extension. */
    private static final Pattern TAR_NAME = Pattern.compile("\\.(?:pxp|tar\\.gz|tgz)$");

    private static final Pattern VERSIONED =
            Pattern.compile("(.{1,400}?-\\d{1,9}\\.\\d.{0,300})\\.(?:pxp|tar\\.gz|tgz|zip)");

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
        if (format != null
                && (fileName.endsWith(".zip") || TAR_NAME.matcher(fileName).find())
                && fileName.endsWith(".zip") != (format == PackageFormat.ZIP)) {
            return Optional.of("the file's extension is that of the other format");
        }
        Matcher stated = VERSIONED.matcher(fileName);
        String own = id + "-" + version;
        if (!stated.matches() || stated.group(1).equals(own) || stated.group(1).startsWith(own + "-")) {
            return Optional.empty();
        }
        return Optional.of("plugin.yaml says " + id + " " + version + ", the file is named "
                + ForeignText.oneLine(fileName, MAX_SHOWN));
    }

    /** The platform that a package's file name states, such as {@code linux-amd64}; otherwise {@code any}. */
    public String platform(String fileName) {
        Matcher stated = VERSIONED.matcher(fileName);
        String prefix = id + "-" + version + "-";
        if (!stated.matches() || !stated.group(1).startsWith(prefix)) {
            return "any";
        }
        String platform = stated.group(1).substring(prefix.length());
        return PLATFORM.matcher(platform).matches() ? platform : "any";
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
        // Scaffolds keep the schema of the manifest in a file of this name.
        if (json.has("$schema") && !json.has("version")) {
            return;
        }
        requireSame(json, "id", id);
        requireSame(json, "pluginId", id);
        requireSame(json, "version", version);
    }

    private static void requireSame(JsonNode json, String field, String expected) {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.asText().equals(expected)) {
            throw invalid("manifest.json says %s %s, plugin.yaml says %s"
                    .formatted(field, ForeignText.oneLine(value.asText(), MAX_SHOWN), expected));
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
        String text = value.isValueNode() ? value.asText().strip() : "";
        if (!TOKEN.matcher(text).matches()) {
            throw invalid("plugin.yaml has no usable " + field);
        }
        return text;
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.PACKAGE_INVALID, "read the package's id and version", found);
    }
}
