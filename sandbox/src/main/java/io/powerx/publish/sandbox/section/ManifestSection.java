package io.powerx.publish.sandbox.section;

import io.powerx.publish.sandbox.evidence.PrecheckFindings;
import io.powerx.publish.sandbox.evidence.PrecheckFindings.Item;
import io.powerx.publish.sandbox.html.Html;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text of plugin.yaml, to whose lines the findings link. */
public final class ManifestSection {
    static final String FILE = "plugin.yaml";
    private static final int MAX_LINES = 1_000;

    private ManifestSection() {}

    public static void write(Html html, VersionView view) {
        String manifest = manifest(view);
        if (manifest == null) {
            return;
        }
        List<String> lines = manifest.lines().toList();
        Set<Integer> marked = marked(view);
        Sections.begin(html, "manifest");
        Sections.fold(html, FILE + ", " + lines.size() + " lines", true);
        html.open("pre", "class", "code", "tabindex", "0", "aria-label", FILE).open("code");
        for (int i = 0; i < Math.min(MAX_LINES, lines.size()); i++) {
            int number = i + 1;
            html.open("span", "id", "manifest-" + number, "class", marked.contains(number) ? "line marked" : "line");
            html.prose(lines.get(i)).close().text("\n");
        }
        html.close(2);
        if (lines.size() > MAX_LINES) {
            html.leaf("p", "The package contains the other lines.", "class", "quiet");
        }
        html.close(2);
    }

    /** The number of lines of plugin.yaml that the section shows. */
    static int shownLines(VersionView view) {
        String manifest = manifest(view);
        return manifest == null ? 0 : (int) manifest.lines().limit(MAX_LINES).count();
    }

    private static @Nullable String manifest(VersionView view) {
        return view.pack() == null ? null : view.pack().manifest();
    }

    private static Set<Integer> marked(VersionView view) {
        PrecheckFindings findings = view.findings().content();
        return findings == null
                ? Set.of()
                : findings.findings().stream()
                        .filter(item -> FILE.equals(item.file()))
                        .map(Item::line)
                        .collect(Collectors.toSet());
    }
}
