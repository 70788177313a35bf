package io.powerx.publish.yaml;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands. A tree beside the values rather than a map of pointers, whose strings a hostile document could make arbitrarily
 * large.
 */
record Place(int line, int column, Map<String, Place> members, List<Place> items) {
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    static Place leaf(int line, int column) {
        return new Place(line, column, Map.of(), List.of());
    }

    /** The place of that member or item; null if there is none. */
    @Nullable
    Place child(String token) {
        Place member = members.get(token);
        if (member != null || items.isEmpty() || !INDEX.matcher(token).matches()) {
            return member;
        }
        int index = Integer.parseInt(token);
        return index < items.size() ? items.get(index) : null;
    }
}
