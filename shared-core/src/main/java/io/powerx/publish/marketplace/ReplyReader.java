package io.powerx.publish.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.Channel;
import io.powerx.publish.marketplace.Publish.Part;
import io.powerx.publish.marketplace.Publish.Upload;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the replies of a Marketplace. Unknown members and missing optional ones are ignored. A missing required member, or a value out of
 * bounds, is an {@link InvalidReplyException}.
 */
public final class ReplyReader {
    private static final int MAX_UPLOADS = 1000;
    private static final int MAX_PARTS = 10_000;
    private static final int MAX_HEADERS = 50;
    private static final int MAX_ID_LENGTH = 200;
    private static final int MAX_URL_LENGTH = 16_384;
    private static final int MAX_LINK_LENGTH = 2000;
    private static final int MAX_TEXT_LENGTH = 100_000;
    private static final Duration NEXT_CHECK = Duration.ofMinutes(1);

    private ReplyReader() {}

    static Publish publish(JsonNode tree) {
        List<Upload> uploads = new ArrayList<>();
        for (JsonNode upload : bounded(tree, "uploads", MAX_UPLOADS)) {
            uploads.add(upload(upload, "/uploads/" + uploads.size()));
        }
        return new Publish(
                id(tree, "publishId"),
                id(tree, "versionId"),
                required(tree, "status", MAX_ID_LENGTH),
                ForeignText.token(text(tree, "reviewQueueId"), MAX_ID_LENGTH),
                List.copyOf(uploads),
                subject(tree));
    }

    private static Publish.@Nullable Subject subject(JsonNode tree) {
        String plugin = ForeignText.token(text(tree, "pluginId"), MAX_ID_LENGTH);
        String version = ForeignText.token(text(tree, "version"), MAX_ID_LENGTH);
        return plugin == null || version == null
                ? null
                : new Publish.Subject(plugin, version, ForeignText.token(text(tree, "channel"), MAX_ID_LENGTH));
    }

    private static Upload upload(JsonNode tree, String pointer) {
        List<Part> parts = new ArrayList<>();
        for (JsonNode part : bounded(tree, "parts", MAX_PARTS)) {
            parts.add(part(part, pointer + "/parts/" + parts.size()));
        }
        JsonNode size = tree.path("partSize");
        String mode = text(tree, "mode");
        return new Upload(
                required(tree, "artifact", 1000),
                sha256(tree, pointer),
                mode == null ? parts.size() > 1 || size.isNumber() ? "multipart" : "single" : mode,
                size.canConvertToLong() && size.isIntegralNumber() ? (Long) size.longValue() : null,
                instant(tree, "expiresAt"),
                ForeignText.token(text(tree, "checksumHeader"), MAX_ID_LENGTH),
                webUrl(text(tree, "downloadUrl"), MAX_URL_LENGTH),
                List.copyOf(parts));
    }

    private static Part part(JsonNode tree, String pointer) {
        JsonNode number = tree.path("number");
        if (!number.canConvertToInt() || !number.isIntegralNumber() || number.intValue() < 1) {
            throw new InvalidReplyException("has no whole number from 1 as " + pointer + "/number");
        }
        if (number.intValue() > MAX_PARTS) {
            throw new InvalidReplyException("has a number over " + MAX_PARTS + " as " + pointer + "/number");
        }
        return new Part(
                number.intValue(),
                ForeignText.token(text(tree, "url"), MAX_URL_LENGTH),
                headers(tree.path("headers"), pointer),
                tree.path("received").asBoolean(false),
                ForeignText.token(text(tree, "etag"), 1000),
                sha256(tree, pointer));
    }

    private static @Nullable Map<String, String> headers(JsonNode tree, String pointer) {
        if (!tree.isObject()) {
            return null;
        }
        if (tree.size() > MAX_HEADERS) {
            throw new InvalidReplyException("has more than " + MAX_HEADERS + " headers as " + pointer + "/headers");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        tree.properties()
                .forEach(
                        member -> headers.put(member.getKey(), member.getValue().asText()));
        return headers;
    }

    /** @param now the base of the next check if the reply does not set a time */
    static Review review(JsonNode tree, Instant now, Redactor redactor) {
        Instant next = instant(tree, "nextCheckAt");
        return new Review(
                id(tree, "reviewQueueId"),
                id(tree, "versionId"),
                required(tree, "status", MAX_ID_LENGTH),
                link(text(tree, "reviewUrl"), redactor),
                next == null ? now.plus(NEXT_CHECK) : next,
                ForeignText.token(text(tree, "expectedReviewDuration"), MAX_ID_LENGTH),
                tree.path("decision").isObject() ? decision(tree.path("decision")) : null);
    }

    private static Review.Decision decision(JsonNode tree) {
        List<Review.Issue> issues = new ArrayList<>();
        for (JsonNode issue : bounded(tree, "issues", 1000)) {
            issues.add(new Review.Issue(text(issue, "field"), text(issue, "message")));
        }
        return new Review.Decision(text(tree, "by"), instant(tree, "at"), text(tree, "notes"), List.copyOf(issues));
    }

    static VersionInfo version(JsonNode tree) {
        return versionOf(tree)
                .orElseThrow(() -> new InvalidReplyException("has a channel that this client does not know"));
    }

    /** Reads a version; empty if its channel is unknown. */
    static Optional<VersionInfo> versionOf(JsonNode tree) {
        String channel = required(tree, "channel", MAX_ID_LENGTH);
        List<String> permissions = new ArrayList<>();
        for (JsonNode permission : bounded(tree, "permissions", 10_000)) {
            permissions.add(permission.asText());
        }
        return Arrays.stream(Channel.values())
                .filter(known -> known.wireName().equals(channel))
                .findFirst()
                .map(known -> new VersionInfo(
                        id(tree, "versionId"),
                        required(tree, "version", MAX_ID_LENGTH),
                        known,
                        required(tree, "status", MAX_ID_LENGTH),
                        instant(tree, "publishedAt"),
                        tree.has("permissions") ? List.copyOf(permissions) : null));
    }

    /** An array of at most that many items; empty if it is missing. */
    public static JsonNode bounded(JsonNode tree, String name, int most) {
        JsonNode array = tree.path(name);
        if (!array.isMissingNode() && !array.isNull() && !array.isArray()) {
            throw new InvalidReplyException("has no list as " + name);
        }
        if (array.size() > most) {
            throw new InvalidReplyException("lists more than " + most + " " + name);
        }
        return array;
    }

    /** An id that is safe in a path: not {@code .} or {@code ..}, whatever the server sends. */
    public static String id(JsonNode tree, String name) {
        String id = ForeignText.token(text(tree, name), MAX_ID_LENGTH);
        if (id == null || id.equals(".") || id.equals("..")) {
            throw new InvalidReplyException("has no usable " + name);
        }
        return id;
    }

    public static String required(JsonNode tree, String name, int longest) {
        String value = text(tree, name);
        if (value == null || value.isBlank() || value.length() > Math.min(longest, MAX_TEXT_LENGTH)) {
            throw new InvalidReplyException("has no usable " + name);
        }
        return value;
    }

    /** A link to show, without secrets; null if the text is not a plain http or https URL. */
    static @Nullable String link(@Nullable String url, Redactor redactor) {
        String link = webUrl(url, MAX_LINK_LENGTH);
        return link == null ? null : redactor.redact(link);
    }

    /** The text if it is an http or https URL; null for anything else, such as {@code javascript:}. */
    private static @Nullable String webUrl(@Nullable String url, int longest) {
        String token = ForeignText.token(url, longest);
        return token != null && (token.startsWith("https://") || token.startsWith("http://")) ? token : null;
    }

    private static @Nullable String sha256(JsonNode tree, String pointer) {
        String value = text(tree, "sha256");
        if (value == null || value.isEmpty()) {
            return null;
        }
        if (!value.matches("[0-9a-f]{64}")) {
            throw new InvalidReplyException("has no 64 lower-case hexadecimal digits as " + pointer + "/sha256");
        }
        return value;
    }

    public static @Nullable Instant instant(JsonNode tree, String name) {
        String value = text(tree, name);
        try {
            return value == null ? null : OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The member's text; null if it is missing or not a string. */
    public static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.textValue() : null;
    }
}
