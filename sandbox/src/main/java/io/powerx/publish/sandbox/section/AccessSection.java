package io.powerx.publish.sandbox.section;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.diff.PackageDiff;
import io.powerx.publish.sandbox.html.Html;
import java.util.Set;
import java.util.TreeSet;

/** The permissions and the dependencies that the version declares. */
public final class AccessSection {
    private AccessSection() {}

    public static void write(Html html, VersionView view) {
        PackageDiff diff = view.comparison().diff();
        Set<String> added =
                diff == null ? Set.of() : new TreeSet<>(diff.permissions().added());
        Sections.begin(html, "access");
        html.leaf("h3", "Permissions");
        JsonNode permissions = view.metadata().path("permissions");
        if (permissions.isEmpty()) {
            html.leaf("p", "None.", "class", "quiet");
        } else {
            html.open("ul", "class", "names");
            for (JsonNode permission : permissions) {
                html.open("li").leaf("code", permission.asText());
                if (added.contains(permission.asText())) {
                    html.text(" ").leaf("span", "new", "class", "chip risk-high");
                }
                html.close();
            }
            html.close();
        }
        html.leaf("h3", "Dependencies");
        JsonNode dependencies = view.metadata().path("dependencies");
        if (dependencies.isEmpty()) {
            html.leaf("p", "None.", "class", "quiet");
        } else {
            html.open("ul", "class", "names");
            for (JsonNode dependency : dependencies) {
                html.open("li").leaf("code", dependency.path("id").asText());
                html.text(" " + dependency.path("range").asText()
                        + (dependency.path("optional").asBoolean() ? ", optional" : ""));
                html.close();
            }
            html.close();
        }
        html.close();
    }
}
