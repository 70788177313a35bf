package io.powerx.publish.sandbox.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.http.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One event of a batch.
 *
 * @param pluginId null if unknown, or if it is not an id that the contract permits for a plugin
 * @param content as received
 */
public record ReceivedEvent(
        String eventId,
        String runId,
        long sequence,
        String name,
        Instant time,
        String frontend,
        @Nullable String pluginId,
        @Nullable String version,
        @Nullable String channel,
        JsonNode content) {
    private static final Pattern PLUGIN_ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,127}");
    private static final Pattern RULE_ID = Pattern.compile("PX-[A-Z][0-9]{3}");

    /** @param batch valid by the contract */
    static ReceivedEvent of(JsonNode batch, int index) {
        JsonNode event = batch.get("events").get(index);
        return new ReceivedEvent(
                event.get("eventId").textValue().toLowerCase(Locale.ROOT),
                event.get("runId").textValue().toLowerCase(Locale.ROOT),
                event.get("sequence").longValue(),
                event.get("name").textValue(),
                time(event, index),
                batch.at("/source/frontend").textValue(),
                event.path("pluginId").textValue(),
                event.path("version").textValue(),
                event.path("channel").textValue(),
                event);
    }

    /** The format of the contract also permits leap seconds, which Java cannot represent. */
    private static Instant time(JsonNode event, int index) {
        try {
            return OffsetDateTime.parse(event.get("time").textValue()).toInstant();
        } catch (DateTimeParseException e) {
            throw ProblemException.validation("/events/" + index + "/time", "format", "is not a valid time");
        }
    }

    boolean startsRun() {
        return name.equals("plugin.publish.started");
    }

    boolean succeeded() {
        return name.equals("plugin.publish.succeeded");
    }

    boolean endsRun() {
        return succeeded() || name.equals("plugin.publish.failed");
    }

    boolean disputes() {
        return name.equals("plugin.precheck.disputed");
    }

    /** The plugin, if its id is one that the contract permits: others could be made up without bound. */
    @Nullable
    String knownPlugin() {
        return pluginId != null && PLUGIN_ID.matcher(pluginId).matches() ? pluginId : null;
    }

    /** The rules that the event lists, each once; without texts that are not ids of rules. */
    List<String> rules(String... kinds) {
        return List.of(kinds).stream()
                .flatMap(kind ->
                        StreamSupport.stream(content.at("/precheck/" + kind).spliterator(), false))
                .map(JsonNode::asText)
                .filter(id -> RULE_ID.matcher(id).matches())
                .distinct()
                .toList();
    }

    /** A metric of the event; null if it is absent or negative. */
    @Nullable
    Double metric(String metric) {
        JsonNode value = content.path("metrics").path(metric);
        return value.isNumber() && value.doubleValue() >= 0 ? value.doubleValue() : null;
    }
}
