package io.powerx.publish.sandbox.section;

import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Icon;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The frame of every section. */
public final class Sections {
    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("overview", "Overview"),
            Map.entry("changes", "Changes"),
            Map.entry("findings", "Findings"),
            Map.entry("notes", "Release notes"),
            Map.entry("rollout", "Rollout"),
            Map.entry("access", "Permissions and dependencies"),
            Map.entry("files", "Files"),
            Map.entry("manifest", "Manifest"),
            Map.entry("sbom", "Components (SBOM)"),
            Map.entry("provenance", "Provenance"),
            Map.entry("signature", "Signature"),
            Map.entry("history", "History"));

    /** The ids of all sections, in the order of the page. */
    public static final List<String> ORDER = List.of(
            "overview",
            "changes",
            "findings",
            "notes",
            "rollout",
            "access",
            "files",
            "manifest",
            "sbom",
            "provenance",
            "signature",
            "history");

    private Sections() {}

    /** The heading of a section. */
    public static String title(String id) {
        return TITLES.getOrDefault(id, id);
    }

    static void begin(Html html, String id) {
        html.open("section", "id", id, "aria-labelledby", id + "-title");
        html.leaf("h2", title(id), "id", id + "-title");
    }

    /** Opens a box that can be folded; the caller closes one level. */
    static void fold(Html html, String summary, boolean open) {
        if (open) {
            html.open("details", "open", "");
        } else {
            html.open("details");
        }
        html.leaf("summary", summary);
    }

    /** An item of a list with a picture for its result: {@code ok}, {@code warn}, {@code bad} or {@code none}; the caller closes two levels. */
    static void item(Html html, String result, String title) {
        html.open("li", "class", "result " + result);
        switch (result) {
            case "ok" -> Icon.CHECK.write(html);
            case "warn" -> Icon.WARNING.write(html);
            case "bad" -> Icon.CROSS.write(html);
            default -> Icon.DOT.write(html);
        }
        html.open("div").leaf("strong", title);
    }

    /** A number in percent with at most one decimal. */
    static String percent(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " %";
    }
}
