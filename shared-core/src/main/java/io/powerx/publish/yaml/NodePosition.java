package io.powerx.publish.yaml;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The position of a value and of the values in it. A tree rather than a map from JSON pointers, because a hostile
 * document could make the pointers arbitrarily long.
 *
 * @param key the position of its key; null if the value is not a member of a mapping
 */
record NodePosition(
        int line,
        int column,
        Map<String, NodePosition> members,
        List<NodePosition> items,
        @Nullable NodePosition key) {
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    static NodePosition leaf(int line, int column) {
        return new NodePosition(line, column, Map.of(), List.of());
    }

    NodePosition(int line, int column, Map<String, NodePosition> members, List<NodePosition> items) {
        this(line, column, members, items, null);
    }

    /** The same position of the value of a key. */
    NodePosition ofKey(int keyLine, int keyColumn) {
        return new NodePosition(line, column, members, items, leaf(keyLine, keyColumn));
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
