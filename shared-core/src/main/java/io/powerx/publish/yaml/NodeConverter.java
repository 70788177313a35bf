package io.powerx.publish.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.powerx.publish.io.Utf8;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Converts YAML nodes to JSON values and their positions. One instance converts one document. */
final class NodeConverter {
    private static final int MAX_VALUES = 200_000;

    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private int values;

    record Converted(JsonNode value, NodePosition position) {}

    /** The document is well-formed YAML, but contains something other than supported data. */
    static final class UnsupportedYamlException extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Mark mark;

        UnsupportedYamlException(String message, Mark mark) {
            super(message);
            this.mark = mark;
        }

        /** Never null. */
        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }

        Mark mark() {
            return mark;
        }
    }

    Converted convert(Node node) {
        if (++values > MAX_VALUES) {
            throw new UnsupportedYamlException(
                    "it contains more than %d values after its aliases are resolved".formatted(MAX_VALUES),
                    node.getStartMark());
        }
        if (node instanceof ScalarNode scalar) {
            return new Converted(scalar(scalar), leaf(scalar));
        }
        if (!open.add(node)) {
            throw new UnsupportedYamlException("an alias refers to a value that contains it", node.getStartMark());
        }
        try {
            return node instanceof MappingNode mapping ? mapping(mapping) : sequence((SequenceNode) node);
        } finally {
            open.remove(node);
        }
    }

    private Converted mapping(MappingNode node) {
        requireTag(node, Tag.MAP);
        Map<String, Converted> own = new LinkedHashMap<>();
        Map<String, Converted> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), merged);
                continue;
            }
            String key = key(tuple.getKeyNode());
            if (own.put(key, member(tuple)) != null) {
                throw new UnsupportedYamlException(
                        "the key \"" + key + "\" occurs twice",
                        tuple.getKeyNode().getStartMark());
            }
        }
        merged.forEach(own::putIfAbsent);
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Map<String, NodePosition> members = new LinkedHashMap<>();
        own.forEach((key, converted) -> {
            object.set(key, converted.value());
            members.put(key, converted.position());
        });
        Mark start = node.getStartMark();
        return new Converted(object, new NodePosition(start.getLine() + 1, start.getColumn() + 1, members, List.of()));
    }

    private Converted member(NodeTuple tuple) {
        Converted converted = convert(tuple.getValueNode());
        Mark key = tuple.getKeyNode().getStartMark();
        int line = key.getLine() + 1;
        int column = key.getColumn() + 1;
        NodePosition own = converted.position();
        boolean atValue = tuple.getValueNode() instanceof ScalarNode scalar
                && !scalar.getValue().isEmpty();
        NodePosition position = atValue ? own : new NodePosition(line, column, own.members(), own.items());
        return new Converted(converted.value(), position.ofKey(line, column));
    }

    private void merge(Node source, Map<String, Converted> into) {
        if (source instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> mergeMapping(item, into));
        } else {
            mergeMapping(source, into);
        }
    }

    private void mergeMapping(Node source, Map<String, Converted> into) {
        if (!(source instanceof MappingNode)) {
            throw new UnsupportedYamlException("<< must be a mapping or a list of mappings", source.getStartMark());
        }
        Converted converted = convert(source);
        Map<String, NodePosition> positions = converted.position().members();
        converted.value().properties().forEach(member -> {
            NodePosition position = positions.getOrDefault(member.getKey(), converted.position());
            into.putIfAbsent(member.getKey(), new Converted(member.getValue(), position));
        });
    }

    private Converted sequence(SequenceNode node) {
        requireTag(node, Tag.SEQ);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<NodePosition> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            Converted converted = convert(item);
            array.add(converted.value());
            items.add(converted.position());
        }
        Mark start = node.getStartMark();
        return new Converted(array, new NodePosition(start.getLine() + 1, start.getColumn() + 1, Map.of(), items));
    }

    private static String key(Node node) {
        if (node instanceof ScalarNode scalar) {
            return text(scalar);
        }
        throw new UnsupportedYamlException("a key must be a string, not a mapping or a list", node.getStartMark());
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = text(node);
        Tag tag = node.getTag();
        try {
            if (tag.equals(Tag.STR) || tag.equals(Tag.MERGE)) {
                return TextNode.valueOf(text);
            } else if (tag.equals(Tag.BOOL)) {
                return bool(node, text);
            } else if (tag.equals(Tag.INT)) {
                return integer(text);
            } else if (tag.equals(Tag.FLOAT)) {
                return decimal(text);
            } else if (tag.equals(Tag.NULL)) {
                return NullNode.instance;
            }
        } catch (NumberFormatException e) {
            throw new UnsupportedYamlException("\"" + text + "\" is not a number", node.getStartMark());
        }
        throw unknownTag(node);
    }

    /** Rejects unpaired surrogates, which only an escape can produce, and which receipts and requests cannot contain. */
    private static String text(ScalarNode node) {
        if (!Utf8.canEncode(node.getValue())) {
            throw new UnsupportedYamlException("the string contains an unpaired surrogate", node.getStartMark());
        }
        return node.getValue();
    }

    private static JsonNode bool(ScalarNode node, String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        throw new UnsupportedYamlException("\"" + text + "\" is not true or false", node.getStartMark());
    }

    static JsonNode integer(String text) {
        BigInteger value = text.startsWith("0o")
                ? new BigInteger(text.substring(2), 8)
                : text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
        return value.bitLength() < Long.SIZE ? LongNode.valueOf(value.longValue()) : BigIntegerNode.valueOf(value);
    }

    static JsonNode decimal(String text) {
        String digits = text.replaceFirst("^[-+]", "");
        if (digits.equalsIgnoreCase(".inf")) {
            return DoubleNode.valueOf(text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        }
        if (digits.equalsIgnoreCase(".nan")) {
            return DoubleNode.valueOf(Double.NaN);
        }
        // Exact, so that an unquoted "version: 1.10" can be shown as written.
        return DecimalNode.valueOf(new BigDecimal(text));
    }

    private static void requireTag(Node node, Tag tag) {
        if (!node.getTag().equals(tag)) {
            throw unknownTag(node);
        }
    }

    private static UnsupportedYamlException unknownTag(Node node) {
        return new UnsupportedYamlException(
                "the tag " + node.getTag().getValue() + " is not one of YAML's core tags", node.getStartMark());
    }

    private static NodePosition leaf(Node node) {
        return NodePosition.leaf(
                node.getStartMark().getLine() + 1, node.getStartMark().getColumn() + 1);
    }
}
