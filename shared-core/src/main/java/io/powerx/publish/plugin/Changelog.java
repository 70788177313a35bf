package io.powerx.publish.plugin;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * CHANGELOG.md, in the shapes of Keep a Changelog ({@code ## [1.2.0] - 2026-01-31}) and of conventional-changelog
 * ({@code # [1.2.0](compare-url) (2026-01-31)}, {@code ### 1.2.1 (2026-02-03)}).
 */
public final class Changelog {
    /** The file's name in a project. */
    public static final String FILE = "CHANGELOG.md";

    private static final int MAX_BYTES = 4 << 20;
    private static final Pattern HEADING = Pattern.compile(
            "#{1,4}\\s+(?:(?:version|release)\\s+)?\\[?v?(unreleased|\\d+\\.\\d+\\.\\d+[0-9A-Za-z.+-]*)(?![0-9A-Za-z.+-]).*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern FENCE = Pattern.compile(" {0,3}(```|~~~).*");
    private static final Pattern LINK_DEFINITION = Pattern.compile("\\[[^\\]]{1,200}\\]:\\s.*");
    private static final Pattern ANCHOR = Pattern.compile("<a (?:name|id)=\"[^\"]*\"></a>\\s*");

    private final List<Section> sections;

    /**
     * What the changelog says of one version.
     *
     * @param version as written, without a leading v; {@code unreleased} in any case for what is not out yet
     * @param line of the heading, from 1
     * @param text without the heading, trimmed
     */
    public record Section(String version, int line, String text) {}

    private Changelog(List<Section> sections) {
        this.sections = List.copyOf(sections);
    }

    /** The project's changelog; empty where there is none, or none that is a text of at most 4 MiB. */
    public static Optional<Changelog> of(ProjectFolder project) {
        try {
            return project.text(FILE, MAX_BYTES, ErrorCode.CONFIG_UNREADABLE).map(Changelog::parse);
        } catch (PublishException e) {
            return Optional.empty();
        }
    }

    /** Reads the text of a changelog. Headings inside fenced code are not headings. */
    public static Changelog parse(String text) {
        List<Section> sections = new ArrayList<>();
        List<String> body = new ArrayList<>();
        String version = null;
        int headingLine = 0;
        String fence = null;
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher fenced = FENCE.matcher(line);
            if (fenced.matches() && (fence == null || fence.equals(fenced.group(1)))) {
                fence = fence == null ? fenced.group(1) : null;
            }
            Matcher heading = HEADING.matcher(line);
            if (fence == null && heading.matches()) {
                if (version != null) {
                    sections.add(new Section(version, headingLine, trimmed(body)));
                }
                version = heading.group(1);
                headingLine = i + 1;
                body.clear();
            } else {
                body.add(line);
            }
        }
        if (version != null) {
            sections.add(new Section(version, headingLine, trimmed(body)));
        }
        return new Changelog(sections);
    }

    /** All sections, in the file's order. */
    public List<Section> sections() {
        return sections;
    }

    /** The section of that version, if there is one; it may be empty. */
    public Optional<Section> section(String version) {
        return sections.stream()
                .filter(section -> section.version().equals(version))
                .findFirst();
    }

    private static String trimmed(List<String> body) {
        List<String> kept = new ArrayList<>(body);
        while (!kept.isEmpty() && isFooter(kept.get(kept.size() - 1))) {
            kept.remove(kept.size() - 1);
        }
        return String.join("\n", kept).strip();
    }

    private static boolean isFooter(String line) {
        return line.isBlank()
                || LINK_DEFINITION.matcher(line).matches()
                || ANCHOR.matcher(line).matches();
    }
}
