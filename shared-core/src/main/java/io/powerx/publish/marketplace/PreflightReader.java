package io.powerx.publish.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.marketplace.PreflightReply.DependencyState;
import io.powerx.publish.marketplace.PreflightReply.State;
import io.powerx.publish.plugin.SemanticVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads replies of the preflight. Of its texts only versions and the ids that were asked for are used. */
final class PreflightReader {
    private static final int MAX_DEPENDENCIES = 1000;
    private static final int MAX_VERSION_LENGTH = 128;

    private PreflightReader() {}

    static PreflightReply read(JsonNode tree, PreflightRequest request) {
        JsonNode permitted = tree.path("permitted");
        if (!permitted.isBoolean()) {
            throw new InvalidReplyException("has no usable permitted");
        }
        JsonNode limit = tree.path("limitBytes");
        return new PreflightReply(
                permitted.booleanValue(),
                state(tree),
                version(tree.path("newest"), "version"),
                dependencies(tree, request),
                limit.isIntegralNumber() && limit.canConvertToLong() && limit.longValue() > 0
                        ? (Long) limit.longValue()
                        : null,
                ReplyReader.instant(tree, "time"));
    }

    private static State state(JsonNode tree) {
        String text = ReplyReader.required(tree, "version", MAX_VERSION_LENGTH);
        for (State state : State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(text)) {
                return state;
            }
        }
        throw new InvalidReplyException("has a state of the version that this client does not know");
    }

    private static List<DependencyState> dependencies(JsonNode tree, PreflightRequest request) {
        Set<String> asked = request.dependencies().stream()
                .map(PreflightRequest.Dependency::id)
                .collect(Collectors.toSet());
        List<DependencyState> states = new ArrayList<>();
        for (JsonNode item : ReplyReader.bounded(tree, "dependencies", MAX_DEPENDENCIES)) {
            String id = ReplyReader.text(item, "id");
            if (id != null && asked.contains(id)) {
                dependency(id, item).ifPresent(states::add);
            }
        }
        return List.copyOf(states);
    }

    private static Optional<DependencyState> dependency(String id, JsonNode item) {
        String newest = version(item, "newest");
        String state = ReplyReader.text(item, "state");
        return switch (state == null ? "" : state) {
            case "satisfied" -> Optional.of(new DependencyState(id, true, true, newest));
            case "no_version_in_range" -> Optional.of(new DependencyState(id, true, false, newest));
            case "unknown_plugin" -> Optional.of(new DependencyState(id, false, false, null));
            default -> Optional.empty();
        };
    }

    private static @Nullable String version(JsonNode node, String member) {
        String text = ReplyReader.text(node, member);
        return text == null || text.length() > MAX_VERSION_LENGTH
                ? null
                : SemanticVersion.parse(text).map(SemanticVersion::toString).orElse(null);
    }
}
