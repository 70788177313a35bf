package io.powerx.publish.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.yaml.LiteralTokens.Kind;
import io.powerx.publish.yaml.LiteralTokens.Token;
import io.powerx.publish.yaml.NodeConverter.Converted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON, and TypeScript or JavaScript modules that export a literal. A module is never executed: its only statements
 * are imports, which are ignored, constants, and {@code export default} or {@code module.exports =} of a literal, a
 * constant or {@code defineConfig(...)} of these. Types after {@code as} and {@code satisfies} are ignored; everything else is an error.
 */
public final class LiteralDocument {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_VALUES = 200_000;
    private static final String DEFINE = "defineConfig";
    private static final String LITERAL =
            "a string, a number, true, false, null, a list or an object" + " (the file is read, not executed)";

    private static final String TYPE = "the name of a type";
    private static final Set<String> TYPE_OPERATORS = Set.of("readonly", "keyof", "typeof");

    private final LiteralTokens tokens;
    private final boolean typeScript;
    private final Map<String, Converted> constants = new HashMap<>();
    private int values;

    private LiteralDocument(LiteralTokens tokens, boolean typeScript) {
        this.tokens = tokens;
        this.typeScript = typeScript;
    }

    /**
     * Parses JSON, which may contain comments and trailing commas; a blank text is null.
     *
     * @param file as in {@link YamlDocument#parse}
     * @param text as in {@link YamlDocument#parse}
     * @param code as in {@link YamlDocument#parse}
     * @throws PublishException with that code and the location of the problem
     */
    public static YamlDocument json(String file, String text, ErrorCode code) {
        return parse(file, text, code, false);
    }

    /** Parses a TypeScript or JavaScript module; the parameters and errors are those of {@link #json}. */
    public static YamlDocument typeScript(String file, String text, ErrorCode code) {
        return parse(file, text, code, true);
    }

    private static YamlDocument parse(String file, String text, ErrorCode code, boolean typeScript) {
        String content = YamlDocument.checked(file, text, code);
        LiteralDocument reader =
                new LiteralDocument(new LiteralTokens(file, content, code, typeScript ? "\"'`" : "\""), typeScript);
        Converted result = typeScript ? reader.module() : reader.value();
        return new YamlDocument(file, content, result.value(), result.position());
    }

    private Converted value() {
        if (tokens.current().kind() == Kind.END) {
            return new Converted(NullNode.instance, NodePosition.leaf(1, 1));
        }
        Converted value = value(0);
        requireEnd();
        return value;
    }

    private Converted module() {
        while (!isExport()) {
            if (tokens.take(Kind.NAME, "import")) {
                skipImport();
            } else if (tokens.take(Kind.NAME, "const")) {
                constant();
            } else if (isDirective()) {
                tokens.advance();
            } else if (!tokens.take(Kind.SYMBOL, ";")) {
                throw tokens.unexpected("export default with a literal object");
            }
        }
        boolean call = tokens.take(Kind.NAME, DEFINE);
        if (call) {
            if (typeScript && tokens.take(Kind.SYMBOL, "<")) {
                skipTypes(">", 0);
            }
            tokens.require(Kind.SYMBOL, "(");
        }
        Converted exported = exported();
        if (call) {
            tokens.take(Kind.SYMBOL, ",");
            tokens.require(Kind.SYMBOL, ")");
            skipTypes();
        }
        while (tokens.take(Kind.SYMBOL, ";")) {
            // Empty statements.
        }
        requireEnd();
        return exported;
    }

    private boolean isDirective() {
        return tokens.current().is(Kind.STRING, "use strict");
    }

    /** Skips the words before the exported value. */
    private boolean isExport() {
        if (tokens.take(Kind.NAME, "export")) {
            tokens.require(Kind.NAME, "default");
            return true;
        }
        if (tokens.take(Kind.NAME, "module")) {
            tokens.require(Kind.SYMBOL, ".");
            tokens.require(Kind.NAME, "exports");
            tokens.require(Kind.SYMBOL, "=");
            return true;
        }
        return false;
    }

    private Converted exported() {
        Token token = tokens.current();
        Converted constant = token.kind() == Kind.NAME ? constants.get(token.text()) : null;
        if (constant == null) {
            return value(0);
        }
        tokens.advance();
        skipTypes();
        return constant;
    }

    /** What is imported does not matter, because no imported name other than defineConfig can be used. */
    private void skipImport() {
        do {
            Token token = tokens.current();
            if (token.kind() != Kind.NAME && !(token.kind() == Kind.SYMBOL && "{},*".contains(token.text()))) {
                throw tokens.unexpected("the names of an import");
            }
            tokens.advance();
        } while (!tokens.take(Kind.NAME, "from"));
        if (tokens.current().kind() != Kind.STRING) {
            throw tokens.unexpected("the name of a module");
        }
        tokens.advance();
    }

    /** {@code const { defineConfig } = require('...')}, which is an import. */
    private void skipRequire() {
        tokens.require(Kind.SYMBOL, "{");
        while (!tokens.take(Kind.SYMBOL, "}")) {
            if (tokens.current().kind() != Kind.NAME && !tokens.current().is(Kind.SYMBOL, ",")) {
                throw tokens.unexpected("a name or }");
            }
            tokens.advance();
        }
        tokens.require(Kind.SYMBOL, "=");
        tokens.require(Kind.NAME, "require");
        tokens.require(Kind.SYMBOL, "(");
        if (tokens.current().kind() != Kind.STRING) {
            throw tokens.unexpected("the name of a module");
        }
        tokens.advance();
        tokens.require(Kind.SYMBOL, ")");
    }

    private void constant() {
        if (tokens.current().is(Kind.SYMBOL, "{")) {
            skipRequire();
            return;
        }
        Token name = tokens.current();
        if (name.kind() != Kind.NAME || name.text().equals(DEFINE) || constants.containsKey(name.text())) {
            throw tokens.unexpected("a new name");
        }
        tokens.advance();
        if (tokens.take(Kind.SYMBOL, ":")) {
            skipType(0);
        }
        tokens.require(Kind.SYMBOL, "=");
        constants.put(name.text(), value(0));
    }

    private Converted value(int depth) {
        Token start = tokens.current();
        if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
            throw tokens.error(start, "it has more than %d levels or %d values".formatted(MAX_DEPTH, MAX_VALUES));
        }
        Converted value =
                switch (start.kind()) {
                    case SYMBOL -> symbol(start, depth);
                    case NUMBER -> leaf(start, number(""));
                    default -> leaf(start, scalar(start));
                };
        skipTypes();
        return value;
    }

    private Converted symbol(Token start, int depth) {
        if (tokens.take(Kind.SYMBOL, "{")) {
            return object(start, depth);
        }
        if (tokens.take(Kind.SYMBOL, "[")) {
            return list(start, depth);
        }
        if (tokens.take(Kind.SYMBOL, "-")) {
            return leaf(start, number("-"));
        }
        if (typeScript && tokens.take(Kind.SYMBOL, "(")) {
            Converted value = value(depth + 1);
            tokens.require(Kind.SYMBOL, ")");
            return value;
        }
        throw tokens.unexpected(LITERAL);
    }

    private JsonNode number(String sign) {
        if (tokens.current().kind() != Kind.NUMBER) {
            throw tokens.unexpected("a number");
        }
        String text = sign + tokens.advance().text();
        return text.matches("-?[0-9]+") ? NodeConverter.integer(text) : NodeConverter.decimal(text);
    }

    private JsonNode scalar(Token token) {
        JsonNode value = isText(token) ? TextNode.valueOf(token.text()) : word(token);
        if (value == null) {
            throw tokens.unexpected(LITERAL);
        }
        tokens.advance();
        return value;
    }

    private static @Nullable JsonNode word(Token token) {
        return switch (token.kind() == Kind.NAME ? token.text() : "") {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            case "null" -> NullNode.instance;
            default -> null;
        };
    }

    private boolean isText(Token token) {
        return token.kind() == Kind.STRING || (typeScript && token.kind() == Kind.TEMPLATE);
    }

    private Converted object(Token start, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        Map<String, NodePosition> members = new LinkedHashMap<>();
        while (!tokens.take(Kind.SYMBOL, "}")) {
            Token key = tokens.current();
            if (key.kind() != Kind.STRING && !(typeScript && key.kind() == Kind.NAME)) {
                throw tokens.unexpected("a key or }");
            }
            if (object.has(key.text())) {
                throw tokens.error(key, "this key of the object is already set");
            }
            tokens.advance();
            tokens.require(Kind.SYMBOL, ":");
            Converted value = value(depth + 1);
            object.set(key.text(), value.value());
            NodePosition own = value.position();
            NodePosition position = value.value().isContainerNode()
                    ? new NodePosition(key.line(), key.column(), own.members(), own.items())
                    : own;
            members.put(key.text(), position.ofKey(key.line(), key.column()));
            requireCommaOr("}");
        }
        return new Converted(object, new NodePosition(start.line(), start.column(), members, List.of()));
    }

    private Converted list(Token start, int depth) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        List<NodePosition> items = new ArrayList<>();
        while (!tokens.take(Kind.SYMBOL, "]")) {
            Converted item = value(depth + 1);
            list.add(item.value());
            items.add(item.position());
            requireCommaOr("]");
        }
        return new Converted(list, new NodePosition(start.line(), start.column(), Map.of(), items));
    }

    private void requireCommaOr(String end) {
        if (!tokens.current().is(Kind.SYMBOL, end) && !tokens.take(Kind.SYMBOL, ",")) {
            throw tokens.unexpected("a comma or " + end);
        }
    }

    private void skipTypes() {
        while (typeScript && (tokens.take(Kind.NAME, "as") || tokens.take(Kind.NAME, "satisfies"))) {
            skipType(0);
        }
    }

    /** A union or an intersection of types. */
    private void skipType(int depth) {
        tokens.take(Kind.SYMBOL, "|");
        do {
            skipSingleType(depth);
        } while (tokens.take(Kind.SYMBOL, "|") || tokens.take(Kind.SYMBOL, "&"));
    }

    private void skipSingleType(int depth) {
        Token start = tokens.current();
        if (depth > MAX_DEPTH) {
            throw tokens.unexpected(TYPE);
        }
        if (tokens.take(Kind.SYMBOL, "{")) {
            skipMembers(depth);
        } else if (tokens.take(Kind.SYMBOL, "[")) {
            skipTypes("]", depth);
        } else if (tokens.take(Kind.SYMBOL, "(")) {
            skipTypes(")", depth);
        } else if (start.kind() == Kind.STRING || start.kind() == Kind.NUMBER) {
            tokens.advance();
        } else {
            skipTypeName(depth);
        }
        while (tokens.take(Kind.SYMBOL, "[")) {
            skipTypes("]", depth);
        }
    }

    private void skipTypeName(int depth) {
        boolean operator;
        do {
            Token name = tokens.current();
            if (name.kind() != Kind.NAME) {
                throw tokens.unexpected(TYPE);
            }
            tokens.advance();
            operator = TYPE_OPERATORS.contains(name.text()) && tokens.current().kind() == Kind.NAME;
        } while (operator || tokens.take(Kind.SYMBOL, "."));
        if (tokens.take(Kind.SYMBOL, "<")) {
            skipTypes(">", depth);
        }
    }

    /** Types that commas separate, up to the end; there may be none. */
    private void skipTypes(String end, int depth) {
        while (!tokens.take(Kind.SYMBOL, end)) {
            skipType(depth + 1);
            requireCommaOr(end);
        }
    }

    /** The members of an object type. */
    private void skipMembers(int depth) {
        while (!tokens.take(Kind.SYMBOL, "}")) {
            boolean readonly = tokens.take(Kind.NAME, "readonly");
            if (!tokens.current().is(Kind.SYMBOL, "?") && !tokens.current().is(Kind.SYMBOL, ":")) {
                if (tokens.current().kind() != Kind.NAME && tokens.current().kind() != Kind.STRING) {
                    throw tokens.unexpected("the name of a member");
                }
                tokens.advance();
            } else if (!readonly) {
                throw tokens.unexpected("the name of a member");
            }
            tokens.take(Kind.SYMBOL, "?");
            tokens.require(Kind.SYMBOL, ":");
            skipType(depth + 1);
            if (!tokens.take(Kind.SYMBOL, ";")) {
                requireCommaOr("}");
            }
        }
    }

    private void requireEnd() {
        if (tokens.current().kind() != Kind.END) {
            throw tokens.unexpected("the end of the file");
        }
    }

    private static Converted leaf(Token start, JsonNode value) {
        return new Converted(value, NodePosition.leaf(start.line(), start.column()));
    }
}
