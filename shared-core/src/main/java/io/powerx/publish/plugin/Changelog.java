package io.powerx.publish.plugin;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.LinkReferenceDefinition;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * CHANGELOG.md, divided into one section per version.
 *
 * <p>Understands the formats of Keep a Changelog, conventional-changelog, changesets, towncrier and Lerna, as well as
 * headings that are underlined with {@code ===}, start with a date or an emoji, are in Chinese, or are bold lines.
 * The text is parsed as CommonMark, so headings in code, comments, lists and quotations do not start a section.
 */
public final class Changelog {
    /** The name of the file in a project. */
    public static final String FILE = "CHANGELOG.md";

    private static final int MAX_BYTES = 4 << 20;
    private static final Parser PARSER =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();
    private static final TextContentRenderer TEXT =
            TextContentRenderer.builder().build();
    private static final Pattern HTML_HEADING =
            Pattern.compile("\\s*<h([1-6])\\b[^>]*>([^\n]*?)</h\\1>\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern TAG = Pattern.compile("<[^<>]*>");
    private static final Pattern ANCHOR = Pattern.compile("\\s*<a (?:name|id)=\"[^\"]*\"></a>\\s*");

    private static final Pattern ANY_CASE = Pattern.compile(Pattern.quote(FILE), Pattern.CASE_INSENSITIVE);

    /** Names of changelogs in other formats, or of other names; elsewhere than in the project itself, such files are often something else. */
    private static final Pattern SIMILAR = Pattern.compile(
            "(?:change-?log|changes|history|news|releases|release[-_]?notes)"
                    + "(?:\\.(?:md|markdown|mdx|rst|rest|adoc|asciidoc|asc|txt|org|textile|html?))?",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern SIMILAR_IN_FOLDER = Pattern.compile(
            "(?:change-?log|changes)\\.(?:md|markdown|mdx|rst|rest|adoc|asciidoc|asc|txt|org|textile|html?)",
            Pattern.CASE_INSENSITIVE);

    /** Folders that may contain the file, in the order in which they are searched. */
    private static final List<String> FOLDERS = List.of("", "docs/");

    private final String file;
    private final List<Section> sections;

    /**
     * The section of a version.
     *
     * @param version as written, without a leading v; {@code unreleased} in any letter case for unreleased changes
     * @param line of the heading, from 1
     * @param text without the heading and without HTML comments; contains the definitions of the links that it refers
     *     to
     */
    public record Section(String version, int line, String text) {}

    private Changelog(String file, List<Section> sections) {
        this.file = file;
        this.sections = List.copyOf(sections);
    }

    /** Reads the changelog of a project; empty if there is none, or if it is not UTF-8 text of at most 4 MiB. */
    public static Optional<Changelog> of(ProjectFolder project) {
        try {
            Optional<String> file = find(project);
            return file.isEmpty() ? Optional.empty() : text(project, file.get()).map(text -> parse(file.get(), text));
        } catch (PublishException e) {
            return Optional.empty();
        }
    }

    /** Why the changelog of a project cannot be read; empty if it can, or if there is none. */
    public static Optional<PublishException> problem(ProjectFolder project) {
        try {
            find(project).ifPresent(file -> text(project, file));
            return Optional.empty();
        } catch (PublishException e) {
            return Optional.of(e);
        }
    }

    /** The path of the changelog, relative to the project; {@link #FILE} if there is none. */
    public static String path(ProjectFolder project) {
        return find(project).orElse(FILE);
    }

    /** A file that is probably a changelog, but has another name or format, so that it is not read; empty if there is a changelog. */
    public static Optional<String> unread(ProjectFolder project) {
        return find(project).isPresent()
                ? Optional.empty()
                : first(project, "", SIMILAR).or(() -> first(project, FOLDERS.get(1), SIMILAR_IN_FOLDER));
    }

    private static Optional<String> text(ProjectFolder project, String file) {
        return project.text(file, MAX_BYTES, ErrorCode.CONFIG_UNREADABLE);
    }

    /** The file in the project or in its folder docs, in any letter case. */
    private static Optional<String> find(ProjectFolder project) {
        return FOLDERS.stream()
                .flatMap(folder -> find(project, folder).stream())
                .findFirst();
    }

    private static Optional<String> find(ProjectFolder project, String folder) {
        return project.hasFile(folder + FILE) ? Optional.of(folder + FILE) : first(project, folder, ANY_CASE);
    }

    private static Optional<String> first(ProjectFolder project, String folder, Pattern wanted) {
        Path path = project.root().resolve(folder);
        // Listing a named pipe blocks until there is a writer.
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.map(child -> String.valueOf(child.getFileName()))
                    .filter(wanted.asMatchPredicate())
                    .map(name -> folder + name)
                    .filter(project::hasFile)
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Divides the text of a changelog into sections. */
    public static Changelog parse(String text) {
        return parse(FILE, text);
    }

    private static Changelog parse(String file, String text) {
        String markdown = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new Changelog(file, new Reader(markdown).sections());
    }

    /** The path of the file, relative to the project. */
    public String file() {
        return file;
    }

    /** All sections, in the order of the file. */
    public List<Section> sections() {
        return sections;
    }

    /** The section of a version, which may have no text; empty if there is no section. Build metadata may be on one side only. */
    public Optional<Section> section(String version) {
        String release = withoutBuild(version);
        return first(each -> each.equals(version))
                .or(() -> first(each -> each.equals(release)))
                .or(() -> version.equals(release)
                        ? first(each -> withoutBuild(each).equals(release))
                        : Optional.empty());
    }

    private Optional<Section> first(Predicate<String> version) {
        return sections.stream()
                .filter(section -> version.test(section.version()))
                .findFirst();
    }

    private static String withoutBuild(String version) {
        return version.replaceFirst("\\+.*", "");
    }

    /** A version heading and its lines, counted from 0; {@code end} is the first line after it. */
    private record Located(VersionHeading heading, int start, int end) {}

    private static final class Reader {
        private final List<String> lines;
        private final List<Located> headings = new ArrayList<>();
        private final List<LinkReferenceDefinition> definitions = new ArrayList<>();
        private final boolean[] dropped;

        Reader(String markdown) {
            this.lines = markdown.lines().toList();
            this.dropped = new boolean[lines.size()];
            Node document = PARSER.parse(markdown);
            for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
                read(node);
            }
        }

        List<Section> sections() {
            List<Located> starts = sectionStarts();
            List<Section> sections = new ArrayList<>();
            for (int i = 0; i < starts.size(); i++) {
                Located start = starts.get(i);
                int end = i + 1 < starts.size() ? starts.get(i + 1).start() : lines.size();
                sections.add(new Section(start.heading().version(), start.start() + 1, body(start.end(), end)));
            }
            return sections;
        }

        private void read(Node node) {
            if (node instanceof Heading heading) {
                addHeading(heading);
            } else if (node instanceof HtmlBlock html) {
                read(html);
            } else if (node instanceof Paragraph paragraph && paragraph.getFirstChild() instanceof StrongEmphasis) {
                add(text(paragraph), VersionHeading.BOLD, paragraph);
            } else if (node instanceof LinkReferenceDefinition definition) {
                definitions.add(definition);
            }
        }

        private void read(HtmlBlock html) {
            var heading = HTML_HEADING.matcher(html.getLiteral());
            if (heading.matches()) {
                add(withoutTags(heading.group(2)), Integer.parseInt(heading.group(1)), html);
            } else if (isComment(html.getLiteral())) {
                drop(html);
            }
        }

        /**
         * The address of a link is not part of the heading. A badge before the version is not a name; a version that is only in the text of an
         * image still counts.
         */
        private void addHeading(Heading heading) {
            heading.accept(new AbstractVisitor() {
                @Override
                public void visit(Link link) {
                    visitChildren(link);
                    while (link.getFirstChild() != null) {
                        link.insertBefore(link.getFirstChild());
                    }
                    link.unlink();
                }
            });
            String withImages = text(heading);
            heading.accept(new AbstractVisitor() {
                @Override
                public void visit(Image image) {
                    image.unlink();
                }
            });
            String text = text(heading);
            boolean found = VersionHeading.of(text, heading.getLevel()).isPresent();
            add(found ? text : withImages, heading.getLevel(), heading);
        }

        private static String text(Node node) {
            return withoutTags(TEXT.render(node));
        }

        private static String withoutTags(String text) {
            return TAG.matcher(text).replaceAll("");
        }

        private void add(String text, int level, Block block) {
            int start = first(block);
            VersionHeading.of(text, level)
                    .ifPresent(heading -> headings.add(new Located(heading, start, last(block) + 1)));
        }

        /**
         * The headings that start a section. A changelog uses one style, so weaker styles count only if there is no
         * stronger one. A heading with a title or words after the version may be a subheading in the section of
         * another version, unless its level is at least as high.
         */
        private List<Located> sectionStarts() {
            List<Located> starts = new ArrayList<>();
            for (Located candidate : candidates()) {
                boolean subheading = !starts.isEmpty()
                        && candidate.heading().style() != VersionHeading.Style.PLAIN
                        && candidate.heading().level()
                                > starts.get(starts.size() - 1).heading().level();
                if (!subheading) {
                    starts.add(candidate);
                }
            }
            return starts;
        }

        private List<Located> candidates() {
            List<Located> strong = headings.stream()
                    .filter(each -> each.heading().level() != VersionHeading.BOLD)
                    .filter(each -> switch (each.heading().style()) {
                        case PLAIN, TITLED -> true;
                        case NAMED, WORDS -> false;
                    })
                    .toList();
            boolean released = strong.stream()
                    .anyMatch(each -> Character.isDigit(each.heading().version().charAt(0)));
            if (released) {
                return strong;
            }
            List<Located> named = sameName();
            if (!named.isEmpty()) {
                return named;
            }
            List<Located> words = headings.stream()
                    .filter(each -> each.heading().level() != VersionHeading.BOLD)
                    .filter(each -> each.heading().style() != VersionHeading.Style.NAMED)
                    .toList();
            return words.isEmpty()
                    ? headings.stream()
                            .filter(each -> each.heading().style() == VersionHeading.Style.PLAIN)
                            .toList()
                    : words;
        }

        /** Headings with the same name as the first one; others may be subheadings such as "Upgrade from 1.0.0". */
        private List<Located> sameName() {
            List<Located> named = headings.stream()
                    .filter(each -> each.heading().level() != VersionHeading.BOLD)
                    .filter(each -> each.heading().style() == VersionHeading.Style.NAMED)
                    .toList();
            return named.stream()
                    .filter(each -> each.heading()
                            .prefix()
                            .equalsIgnoreCase(named.get(0).heading().prefix()))
                    .toList();
        }

        private String body(int from, int to) {
            boolean last = to == lines.size();
            int end = to;
            while (end > from && (isFooter(end - 1) || (last && isDefinition(end - 1)))) {
                end--;
            }
            StringBuilder kept = new StringBuilder();
            for (int i = from; i < end; i++) {
                if (!dropped[i]) {
                    kept.append(lines.get(i)).append('\n');
                }
            }
            String text = kept.toString().strip();
            String links = definitionsOutside(from, end, text);
            return links.isEmpty() ? text : text + "\n\n" + links;
        }

        /** The definitions of links in the text; tools collect them at the end of the file. */
        private String definitionsOutside(int from, int to, String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            List<String> used = new ArrayList<>();
            for (LinkReferenceDefinition definition : definitions) {
                boolean inside = first(definition) >= from && last(definition) < to;
                if (!inside && lower.contains("[" + definition.getLabel().toLowerCase(Locale.ROOT) + "]")) {
                    used.addAll(lines.subList(first(definition), last(definition) + 1));
                }
            }
            return String.join("\n", used);
        }

        private boolean isDefinition(int line) {
            return definitions.stream().anyMatch(definition -> first(definition) <= line && line <= last(definition));
        }

        private boolean isFooter(int line) {
            return dropped[line]
                    || lines.get(line).isBlank()
                    || ANCHOR.matcher(lines.get(line)).matches();
        }

        private static boolean isComment(String html) {
            String rest = html.strip();
            while (rest.startsWith("<!--")) {
                int end = rest.indexOf("-->");
                if (end < 0) {
                    return true;
                }
                rest = rest.substring(end + "-->".length()).strip();
            }
            return rest.isEmpty();
        }

        private void drop(Block block) {
            for (int i = first(block); i <= last(block) && i < dropped.length; i++) {
                dropped[i] = true;
            }
        }

        private static int first(Node block) {
            return span(block, 0);
        }

        private static int last(Node block) {
            return span(block, block.getSourceSpans().size() - 1);
        }

        private static int span(Node block, int index) {
            List<SourceSpan> spans = block.getSourceSpans();
            return spans.get(index).getLineIndex();
        }
    }
}
