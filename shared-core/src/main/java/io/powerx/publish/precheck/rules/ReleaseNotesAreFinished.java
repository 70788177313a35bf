package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Reminders of the author, not the words of a plugin for to-do lists: a heading, a paragraph or an item of a list that begins with
 * such a word, or the word followed by a colon. Code is not looked at.
 */
final class ReleaseNotesAreFinished extends DescribedRule {
    private static final Parser PARSER =
            Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();

    /** What a plugin for to-do lists may have. */
    private static final String THINGS =
            "apps?|boards?|cards?|columns?|comments?|entry|entries|items?|labels?|lists?|markers?|notes?|pages?"
                    + "|plugins?|states?|status|tags?|tasks?|views?|widgets?";

    private static final Pattern BEGINS = Pattern.compile(
            "(?:TODO|FIXME|TBD|XXX)\\b(?![\\s-]+(?i:" + THINGS
                    + ")\\b).*|(?i:todo|tbd)\\s*(?:[:(].*|$)|\\[ \\].*|(?:待补充|待完善|待填写).*",
            Pattern.DOTALL);

    private static final Pattern CONTAINS = Pattern.compile("\\b(?:TODO|FIXME|TBD|XXX):|(?i:\\btodo:)");

    ReleaseNotesAreFinished() {
        super(
                "PX-N003",
                "The release notes contain no reminders such as TODO",
                "PowerX release gate QA_PENDING_TASKS",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.notes().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Reminders reminders = new Reminders();
        PARSER.parse(plugin.notes()).accept(reminders);
        reminders.found.forEach((line, text) -> findings.add(
                plugin.errorIfStable(),
                "The release notes contain a reminder: " + text,
                "Complete the line, or remove it.",
                NotesPlace.line(plugin, line)));
    }

    private static final class Reminders extends AbstractVisitor {
        /** The texts of reminders by their lines, from 0. */
        private final Map<Integer, String> found = new TreeMap<>();

        @Override
        public void visit(Heading heading) {
            block(heading);
        }

        @Override
        public void visit(Paragraph paragraph) {
            block(paragraph);
        }

        private void block(Node block) {
            StringBuilder line = new StringBuilder();
            text(block, line, 0);
            int first = block.getSourceSpans().get(0).getLineIndex();
            String[] parts = line.toString().split("\n");
            for (int i = 0; i < parts.length; i++) {
                String words = parts[i].strip();
                if (BEGINS.matcher(words).matches() || CONTAINS.matcher(words).find()) {
                    found.putIfAbsent(first + i, words);
                }
            }
        }

        /** The texts of a block, without code. */
        private static void text(Node parent, StringBuilder line, int depth) {
            for (Node node = parent.getFirstChild(); node != null && depth < 20; node = node.getNext()) {
                if (node instanceof Text text) {
                    line.append(text.getLiteral());
                } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
                    line.append('\n');
                } else if (node instanceof Code) {
                    line.append('`');
                } else {
                    text(node, line, depth + 1);
                }
            }
        }
    }
}
