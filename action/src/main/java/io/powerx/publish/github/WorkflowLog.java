package io.powerx.publish.github;

import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The log of the step, in which some lines are commands to the runner. Only this class writes commands. Everything else is printed through
 * {@link #text}, which changes lines that the runner would take for commands.
 */
final class WorkflowLog {
    /** Begins a command in the runner's older syntax, anywhere in a line. */
    private static final String OLD_COMMAND = "##[";

    private static final int MIN_MASK_LENGTH = 4;
    private static final int MIN_KEY_LINE_LENGTH = 16;
    private static final Pattern PEM_BOUNDARY = Pattern.compile("-----(?:BEGIN|END) [A-Z0-9 ]+-----");
    private static final Pattern JOINED_LINES = Pattern.compile("(?:\\s|\\\\[nr])+");
    private static final int MAX_MESSAGE_LENGTH = 8_000;

    private final PrintStream out;
    private final Redactor redactor = new Redactor(this::mask);
    private final Set<String> masked = ConcurrentHashMap.newKeySet();

    WorkflowLog(PrintStream out) {
        this.out = out;
    }

    /** A redactor that also makes the runner mask every secret that is added to it. */
    Redactor redactor() {
        return redactor;
    }

    /** A stream for lines that are not commands. */
    PrintStream text() {
        return new PrintStream(new Lines(), true, StandardCharsets.UTF_8);
    }

    void group(String title) {
        command("group", Map.of(), title);
    }

    void endGroup() {
        command("endgroup", Map.of(), "");
    }

    /** Writes a command, escaping its values, which may be untrusted. */
    void command(String name, Map<String, String> properties, String message) {
        Map<String, String> escaped = new LinkedHashMap<>();
        properties.forEach((key, value) -> escaped.put(key, property(redactor.redact(value))));
        StringBuilder line = new StringBuilder("::").append(name);
        String separator = " ";
        for (Map.Entry<String, String> each : escaped.entrySet()) {
            line.append(separator).append(each.getKey()).append('=').append(each.getValue());
            separator = ",";
        }
        String text = redactor.redact(message);
        line.append("::")
                .append(data(text.length() <= MAX_MESSAGE_LENGTH ? text : text.substring(0, MAX_MESSAGE_LENGTH) + "…"));
        write(line.toString().replace(OLD_COMMAND, "## ["));
    }

    /** Changes a line that the runner would take for a command: with {@code ::} at its beginning or {@code ##[} anywhere. */
    static String harmless(String line) {
        String plain = line.replace(OLD_COMMAND, "## [");
        int begin = 0;
        while (begin < plain.length() && isBlank(plain.charAt(begin))) {
            begin++;
        }
        return plain.startsWith("::", begin) ? "| " + plain : plain;
    }

    private void mask(Secret secret) {
        secret.reveal()
                .lines()
                .flatMap(WorkflowLog::maskable)
                .map(String::strip)
                .filter(line -> line.length() >= MIN_MASK_LENGTH
                        && !PEM_BOUNDARY.matcher(line).matches())
                .filter(masked::add)
                .forEach(line -> write("::add-mask::" + data(line)));
    }

    /** The line, and the lines of a PEM text that was joined to one line with blanks or the escape sequence for a line feed. */
    private static Stream<String> maskable(String line) {
        return line.contains("-----BEGIN ")
                ? Stream.concat(
                        Stream.of(line),
                        Stream.of(JOINED_LINES.split(line)).filter(part -> part.length() >= MIN_KEY_LINE_LENGTH))
                : Stream.of(line);
    }

    private void write(String line) {
        synchronized (out) {
            out.print(line + "\n");
            out.flush();
        }
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c) || c == '\ufeff';
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** Collects bytes into lines. The runner also ends a line at a carriage return. */
    private final class Lines extends OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (b == '\n' || b == '\r') {
                WorkflowLog.this.write(harmless(line.toString(StandardCharsets.UTF_8)));
                line.reset();
            } else {
                line.write(b);
            }
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            for (int at = offset; at < offset + length; at++) {
                write(bytes[at]);
            }
        }
    }
}
