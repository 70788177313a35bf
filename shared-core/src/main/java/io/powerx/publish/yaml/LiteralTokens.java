package io.powerx.publish.yaml;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.io.Utf8;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits JSON and TypeScript into tokens. The current token is the one that the parser has to decide on. */
final class LiteralTokens {
    private static final Pattern NUMBER =
            Pattern.compile("(?:0|[1-9][0-9]{0,29})(?:\\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?(?![\\p{L}\\p{N}_$.])");
    private static final Pattern ESCAPED_CODE =
            Pattern.compile("x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\\{([0-9a-fA-F]{1,6})}");
    private static final String ESCAPES = "ntrbfv0";
    private static final String ESCAPED = "\n\t\r\b\f\u000B\0";

    private final String file;
    private final String text;
    private final ErrorCode code;
    private final String quotes;
    private int next;
    private int located;
    private int line = 1;
    private int column = 1;
    private Token current;

    /** @param quotes the characters that can enclose a string */
    LiteralTokens(String file, String text, ErrorCode code, String quotes) {
        this.file = file;
        this.text = text;
        this.code = code;
        this.quotes = quotes;
        this.current = read();
    }

    enum Kind {
        NAME,
        STRING,
        TEMPLATE,
        NUMBER,
        SYMBOL,
        END
    }

    record Token(Kind kind, String text, int line, int column) {
        boolean is(Kind expected, String expectedText) {
            return kind == expected && text.equals(expectedText);
        }
    }

    Token current() {
        return current;
    }

    /** Returns the current token and reads the next one. */
    Token advance() {
        Token token = current;
        current = read();
        return token;
    }

    /** Skips the current token if it is this one. */
    boolean take(Kind kind, String expected) {
        boolean found = current.is(kind, expected);
        if (found) {
            advance();
        }
        return found;
    }

    void require(Kind kind, String expected) {
        if (!take(kind, expected)) {
            throw unexpected(expected);
        }
    }

    /** An error at the current token. */
    PublishException unexpected(String expected) {
        String found =
                switch (current.kind()) {
                    case END -> "the end of the file";
                    case STRING, TEMPLATE -> "a string";
                    default ->
                        current.text().length() <= 40
                                ? current.text()
                                : current.text().substring(0, 40) + "…";
                };
        return error(current, "expected " + expected + ", not " + found);
    }

    PublishException error(Token at, String found) {
        return error(at.line(), at.column(), found);
    }

    private PublishException error(int offset, String found) {
        locate(offset);
        return error(line, column, found);
    }

    private PublishException error(int atLine, int atColumn, String found) {
        return PublishException.of(code, "read " + file, found).at(new SourceLocation(file, atLine, atColumn));
    }

    private Token read() {
        skipBlanksAndComments();
        locate(next);
        int startLine = line;
        int startColumn = column;
        Kind kind = kind();
        String value =
                switch (kind) {
                    case NAME -> name();
                    case STRING, TEMPLATE -> string();
                    case NUMBER -> number();
                    case SYMBOL -> symbol();
                    case END -> "";
                };
        return new Token(kind, value, startLine, startColumn);
    }

    private Kind kind() {
        if (next == text.length()) {
            return Kind.END;
        }
        int c = text.codePointAt(next);
        if (quotes.indexOf(c) >= 0) {
            return c == '`' ? Kind.TEMPLATE : Kind.STRING;
        }
        return c >= '0' && c <= '9' ? Kind.NUMBER : isName(c) ? Kind.NAME : Kind.SYMBOL;
    }

    private String number() {
        Matcher number = NUMBER.matcher(text).region(next, text.length());
        if (!number.lookingAt()) {
            throw error(next, "a number must be written like 10, 0.5 or 1e3");
        }
        next = number.end();
        return number.group();
    }

    private String name() {
        int start = next;
        while (next < text.length() && isName(text.codePointAt(next))) {
            next += Character.charCount(text.codePointAt(next));
        }
        return text.substring(start, next);
    }

    private static boolean isName(int c) {
        return c == '$' || (Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
    }

    private String symbol() {
        int start = next;
        next += text.startsWith("...", start) ? 3 : Character.charCount(text.codePointAt(start));
        return text.substring(start, next);
    }

    private String string() {
        int start = next;
        char quote = text.charAt(next++);
        StringBuilder value = new StringBuilder();
        while (next < text.length() && text.charAt(next) != quote) {
            char c = text.charAt(next);
            if (c == '\\') {
                escape(value);
            } else if (quote != '`' && (c == '\n' || c == '\r')) {
                break;
            } else if (quote == '`' && text.startsWith("${", next)) {
                throw error(next, "a template literal cannot contain ${...}, because the file is read, not executed");
            } else {
                value.append(c);
                next++;
            }
        }
        if (next == text.length() || text.charAt(next) != quote) {
            throw error(start, "the string is not closed");
        }
        if (!Utf8.canEncode(value)) {
            throw error(next, "the string contains an unpaired surrogate");
        }
        next++;
        return quote == '`' ? value.toString().replace("\r\n", "\n") : value.toString();
    }

    private void escape(StringBuilder value) {
        int start = next;
        Matcher escaped = ESCAPED_CODE.matcher(text).region(start + 1, text.length());
        if (escaped.lookingAt()) {
            int codePoint = Integer.parseInt(escaped.group().replaceAll("[xu{}]", ""), 16);
            if (!Character.isValidCodePoint(codePoint)) {
                throw error(start, "the escape sequence does not denote a character");
            }
            value.appendCodePoint(codePoint);
            next = escaped.end();
            return;
        }
        char c = start + 1 < text.length() ? text.charAt(start + 1) : '\0';
        int known = ESCAPES.indexOf(c);
        if ((known < 0 && Character.isLetterOrDigit(c)) || c == '\0' || c == '\r') {
            throw error(start, "the escape sequence is unknown");
        }
        if (c != '\n') {
            value.append(known < 0 ? c : ESCAPED.charAt(known));
        }
        next = start + 2;
    }

    /** Moves the location to an offset, which is never before the previous one. */
    private void locate(int offset) {
        for (; located < offset; located++) {
            char c = text.charAt(located);
            if (c == '\n' || (c == '\r' && !text.startsWith("\n", located + 1))) {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(c)) {
                column++;
            }
        }
    }

    private void skipBlanksAndComments() {
        while (next < text.length()) {
            if (Character.isWhitespace(text.charAt(next)) || text.charAt(next) == '\u00A0') {
                next++;
            } else if (text.startsWith("//", next)) {
                while (next < text.length() && text.charAt(next) != '\n' && text.charAt(next) != '\r') {
                    next++;
                }
            } else if (text.startsWith("/*", next)) {
                int end = text.indexOf("*/", next + 2);
                if (end < 0) {
                    throw error(next, "the comment is not closed");
                }
                next = end + 2;
            } else {
                return;
            }
        }
    }
}
