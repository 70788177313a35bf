package io.powerx.publish.yaml;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The position of a value and of the values in it. A tree rather than a map from JSON pointers, because a hostile
 * document could make the pointers arbitrarily long.
 */
record NodePosition(int line, int column, Map<String, NodePosition> members, List<NodePosition> items) {
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    static NodePosition leaf(int line, int column) {
        return new NodePosition(line, column, Map.of(), List.of());
    }

    /** The position of a member or item; null if there is none. */
    @Nullable
    NodePosition child(String token) {
        NodePosition member = members.get(token);
        if (member != null || items.isEmpty() || !INDEX.matcher(token).matches()) {
            return member;
        }
        int index = Integer.parseInt(token);
        return index < items.size() ? items.get(index) : null;
    }
}
