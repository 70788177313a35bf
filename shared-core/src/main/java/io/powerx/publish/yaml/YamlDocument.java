package io.powerx.publish.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * A YAML file as JSON values with their positions.
 *
 * <p>Values follow the core schema of YAML 1.2: only {@code true} and {@code false} are booleans, so {@code yes},
 * {@code no}, {@code on} and {@code off} are strings, as are dates. Merge keys and aliases are resolved. Errors are:
 * duplicate keys, tags that are not core tags, a second document, and documents that are too large, too deep or expand
 * too much through aliases.
 */
public final class YamlDocument {
    /** Maximum length of the text in characters. */
    public static final int MAX_LENGTH = 2 << 20;

    private static final int MAX_DEPTH = 100;
    private static final int MAX_ALIASES = 200;
    private static final int MAX_PROBLEM = 200;

    /** Anchor and tag before a value. */
    private static final Pattern PROPERTIES = Pattern.compile("^(?:[&!]\\S*\\s+)+");

    private final String file;
    private final String text;
    private final JsonNode root;
    private final NodePosition position;

    YamlDocument(String file, String text, JsonNode root, NodePosition position) {
        this.file = file;
        this.text = text;
        this.root = root;
        this.position = position;
    }

    /**
     * Parses one YAML document.
     *
     * @param file path relative to the project with forward slashes, for locations in errors
     * @param text the file's content; if it is empty, the root is a null node
     * @param code the code of errors, such as {@link ErrorCode#MANIFEST_INVALID} or {@link ErrorCode#CONFIG_INVALID}
     * @throws PublishException with that code and the location of the problem
     */
    public static YamlDocument parse(String file, String text, ErrorCode code) {
        String content = checked(file, text, code);
        LoaderOptions limits = limits();
        LocatingParser parser = new LocatingParser(content, limits);
        try {
            Node node = onlyDocument(new Composer(parser, new CoreSchemaResolver(), limits));
            if (node == null) {
                return new YamlDocument(file, content, NullNode.instance, NodePosition.leaf(1, 1));
            }
            NodeConverter.Converted converted = new NodeConverter().convert(node);
            return new YamlDocument(file, content, converted.value(), converted.position());
        } catch (NodeConverter.UnsupportedYamlException e) {
            throw error(code, file, bounded(e.getMessage()), location(file, e.mark()), e);
        } catch (MarkedYAMLException e) {
            throw syntaxError(code, file, e);
        } catch (ReaderException e) {
            String found = "it contains a character that YAML does not allow (U+%04X)".formatted(e.getCodePoint());
            throw error(code, file, found, locationOfOffset(file, content, e.getPosition()), e);
        } catch (YAMLException e) {
            // Limits of SnakeYAML, whose exceptions have no position.
            String problem = String.valueOf(e.getMessage());
            String found = problem.startsWith("Number of aliases")
                    ? "more than " + MAX_ALIASES + " aliases refer to mappings or lists; write some of them out"
                    : bounded(problem);
            throw error(code, file, found, location(file, parser.last), e);
        }
    }

    /** SnakeYAML's words, except for frequent mistakes that they do not explain. */
    private static PublishException syntaxError(ErrorCode code, String file, MarkedYAMLException e) {
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        String problem = context + e.getProblem();
        if (problem.startsWith("while scanning a block scalar: expected chomping")) {
            String found = "a value that begins with > or | must be in quotes";
            return error(code, file, found, location(file, e.getProblemMark()), e);
        }
        if (problem.equals("while scanning a simple key: could not find expected ':'")) {
            // The key is at the context; the problem is noticed in a later line.
            String found = "a key must be followed by a colon and a space";
            return error(code, file, found, location(file, e.getContextMark()), e);
        }
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        return error(code, file, bounded(problem), location(file, mark), e);
    }

    /** The text without a byte order mark; a text that is too long is an error. */
    static String checked(String file, String text, ErrorCode code) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (content.length() > MAX_LENGTH) {
            String found = "it is longer than %d characters".formatted(MAX_LENGTH);
            throw error(code, file, found, SourceLocation.ofFile(file), null);
        }
        return content;
    }

    /** The first document; others must be empty, as after a closing {@code ---}. */
    private static @Nullable Node onlyDocument(Composer composer) {
        Node first = composer.checkNode() ? composer.getNode() : null;
        while (composer.checkNode()) {
            Node next = composer.getNode();
            boolean empty = next instanceof ScalarNode scalar
                    && scalar.isPlain()
                    && scalar.getValue().isEmpty();
            if (!empty) {
                throw new NodeConverter.UnsupportedYamlException(
                        "it contains a second document; only one is allowed", next.getStartMark());
            }
        }
        return first;
    }

    /** Remembers the position of the last event. */
    private static final class LocatingParser extends ParserImpl {
        private @Nullable Mark last;

        LocatingParser(String content, LoaderOptions limits) {
            super(new StreamReader(content), limits);
        }

        @Override
        public Event getEvent() {
            Event event = super.getEvent();
            last = event.getStartMark();
            return event;
        }
    }

    /** The whole document; a null node if the file is empty. */
    public JsonNode root() {
        return root;
    }

    /** The path that was passed to {@link #parse}. */
    public String file() {
        return file;
    }

    /**
     * Returns the location of the value at a JSON pointer (RFC 6901): of the value itself for a scalar, of its key for
     * a mapping or a sequence, and of the nearest ancestor if there is no such value.
     */
    public SourceLocation locate(String pointer) {
        return location(position(pointer));
    }

    /** Like {@link #locate}, but returns the location of the key even for a scalar. */
    public SourceLocation locateKey(String pointer) {
        NodePosition found = position(pointer);
        return location(found.key() == null ? found : found.key());
    }

    /**
     * The text of a number or a boolean as the file has it, such as {@code 0123}, whose value is 123.
     *
     * @param pointer the JSON pointer of a scalar that is not a string
     */
    public String written(String pointer) {
        NodePosition found = position(pointer);
        String line = text.lines().skip(found.line() - 1L).findFirst().orElse("");
        int start = line.offsetByCodePoints(0, Math.min(found.column() - 1, line.codePointCount(0, line.length())));
        return PROPERTIES.matcher(line.substring(start)).replaceFirst("").split("[\\s,;)\\]}#]", 2)[0];
    }

    private SourceLocation location(NodePosition found) {
        return new SourceLocation(file, found.line(), found.column());
    }

    private NodePosition position(String pointer) {
        NodePosition found = position;
        if (!pointer.isEmpty()) {
            for (String token : pointer.substring(1).split("/", -1)) {
                NodePosition next = found.child(token.replace("~1", "/").replace("~0", "~"));
                if (next == null) {
                    break;
                }
                found = next;
            }
        }
        return found;
    }

    private static LoaderOptions limits() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_LENGTH);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowRecursiveKeys(false);
        // NodeConverter rejects tags with a better message; no objects are constructed from them.
        options.setTagInspector(tag -> true);
        return options;
    }

    private static PublishException error(
            ErrorCode code, String file, String found, SourceLocation where, @Nullable Throwable cause) {
        return PublishException.of(code, "read " + file, found).at(where).causedBy(cause);
    }

    private static SourceLocation location(String file, @Nullable Mark mark) {
        return mark == null
                ? SourceLocation.ofFile(file)
                : new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static SourceLocation locationOfOffset(String file, String content, int offset) {
        String before = content.substring(0, Math.min(Math.max(offset, 0), content.length()));
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new SourceLocation(file, line, before.length() - before.lastIndexOf('\n'));
    }

    private static String bounded(String problem) {
        String oneLine = problem.replaceAll("\\p{Cntrl}+", " ").strip();
        return oneLine.length() <= MAX_PROBLEM ? oneLine : oneLine.substring(0, MAX_PROBLEM) + "…";
    }
}
