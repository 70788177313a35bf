package io.powerx.publish.sandbox.html;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;

/**
 * Shows untrusted Markdown. HTML in it is shown as text, an image as its description, and only links to web and mail addresses are links, so
 * that the page loads nothing from other servers and runs nothing.
 */
public final class NotesMarkdown {
    private static final int MAX_CHARACTERS = 200_000;
    private static final int MAX_NESTING = 20;
    private static final int HIGHEST_HEADING = 3;
    private static final int LOWEST_HEADING = 6;
    private static final Parser PARSER = Parser.builder()
            .maxOpenBlockParsers(MAX_NESTING)
            .maxInlineNesting(MAX_NESTING)
            .build();

    private NotesMarkdown() {}

    /** Adds the text to a page whose own headings end at the second level. A text beyond 200,000 characters is cut, and says so. */
    public static void write(Html html, String markdown) {
        String text = markdown.replace("\r\n", "\n").replace('\r', '\n');
        boolean cut = text.length() > MAX_CHARACTERS;
        html.open("div", "class", "markdown");
        PARSER.parse(cut ? text.substring(0, MAX_CHARACTERS) : text).accept(new Writer(html));
        html.close();
        if (cut) {
            html.leaf("p", "The text is longer. The package contains all of it.", "class", "quiet");
        }
    }

    private static final class Writer extends AbstractVisitor {
        private final Html html;
        private int shift = -1;
        private boolean tight;

        Writer(Html html) {
            this.html = html;
        }

        private void element(String name, Node node, String... attributes) {
            html.open(name, attributes);
            visitChildren(node);
            html.close();
        }

        /** The first heading gets the level below the page's own headings; the others keep their distance to it. */
        @Override
        public void visit(Heading heading) {
            if (shift < 0) {
                shift = heading.getLevel();
            }
            int level = HIGHEST_HEADING + Math.max(0, heading.getLevel() - shift);
            element("h" + Math.min(LOWEST_HEADING, level), heading);
        }

        @Override
        public void visit(Paragraph paragraph) {
            if (tight && paragraph.getParent() instanceof ListItem) {
                visitChildren(paragraph);
            } else {
                element("p", paragraph);
            }
        }

        @Override
        public void visit(BulletList list) {
            list("ul", list);
        }

        @Override
        public void visit(OrderedList list) {
            Integer start = list.getMarkerStartNumber();
            if (start == null || start == 1) {
                list("ol", list);
            } else {
                list("ol", list, "start", start.toString());
            }
        }

        private void list(String name, ListBlock list, String... attributes) {
            boolean before = tight;
            tight = list.isTight();
            element(name, list, attributes);
            tight = before;
        }

        @Override
        public void visit(ListItem item) {
            element("li", item);
        }

        @Override
        public void visit(BlockQuote quote) {
            element("blockquote", quote);
        }

        @Override
        public void visit(ThematicBreak rule) {
            html.open("hr");
        }

        @Override
        public void visit(FencedCodeBlock code) {
            code(code.getLiteral());
        }

        @Override
        public void visit(IndentedCodeBlock code) {
            code(code.getLiteral());
        }

        private void code(String literal) {
            html.open("pre", "tabindex", "0").open("code").prose(literal).close(2);
        }

        @Override
        public void visit(HtmlBlock block) {
            html.open("p").open("code").prose(block.getLiteral()).close(2);
        }

        @Override
        public void visit(HtmlInline inline) {
            html.open("code").prose(inline.getLiteral()).close();
        }

        @Override
        public void visit(Text text) {
            html.prose(text.getLiteral());
        }

        @Override
        public void visit(Code code) {
            html.open("code").prose(code.getLiteral()).close();
        }

        @Override
        public void visit(Emphasis emphasis) {
            element("em", emphasis);
        }

        @Override
        public void visit(StrongEmphasis emphasis) {
            element("strong", emphasis);
        }

        @Override
        public void visit(SoftLineBreak lineBreak) {
            html.text("\n");
        }

        @Override
        public void visit(HardLineBreak lineBreak) {
            html.open("br");
        }

        @Override
        public void visit(Link link) {
            if (WebAddress.isHarmless(link.getDestination())) {
                element("a", link, "href", link.getDestination(), "rel", WebAddress.REL);
            } else {
                visitChildren(link);
                html.prose(" (" + link.getDestination() + ")");
            }
        }

        @Override
        public void visit(Image image) {
            html.open("span", "class", "image").text("Image: ");
            visitChildren(image);
            html.close();
        }
    }
}
