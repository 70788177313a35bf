package io.powerx.publish.sandbox.html;

import java.util.Map;
import java.util.Set;

/** Small labels; a picture and words repeat the meaning of the color. */
public final class Chips {
    private static final Map<String, Icon> ICONS = Map.of(
            "awaiting_upload", Icon.UPLOAD,
            "uploaded", Icon.UPLOAD,
            "queued", Icon.CLOCK,
            "review_paused", Icon.PAUSE,
            "approved", Icon.CHECK,
            "rejected", Icon.CROSS,
            "needs_changes", Icon.COMMENT,
            "withdrawn", Icon.CROSS);
    private static final Set<String> LEVELS = Set.of("low", "medium", "high", "critical");

    private Chips() {}

    public static void state(Html html, String state) {
        html.open("span", "class", ICONS.containsKey(state) ? "chip state-" + state : "chip");
        ICONS.getOrDefault(state, Icon.DOT).write(html);
        html.text(Words.state(state)).close();
    }

    /** @param level foreign text; nothing is added if it is empty */
    public static void risk(Html html, String level) {
        if (!level.isEmpty()) {
            html.leaf("span", level + " risk", "class", LEVELS.contains(level) ? "chip risk-" + level : "chip");
        }
    }

    public static void channel(Html html, String channel) {
        html.leaf("span", channel, "class", "chip channel");
    }
}
