package io.powerx.publish.cli.output;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.cli.text.Style;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * The only place that prints: log lines to standard error and the result to standard output, both redacted.
 */
public final class Console {
    private static final int MAX_LENGTH = 64 << 10;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Host host;
    private final Redactor redactor;
    private final Object lock = new Object();
    private Verbosity verbosity = Verbosity.NORMAL;
    private boolean redraws;
    private boolean colors;
    private int resultWidth;
    private int logWidth;
    private @Nullable JsonLog jsonLog;
    private MessageCatalog messages;
    private boolean passing;
    private boolean answered;
    private boolean closed;
    private boolean forPeople = true;
    private String printed = "";

    public enum Verbosity {
        QUIET,
        NORMAL,
        VERBOSE
    }

    public Console(Host host, Redactor redactor) {
        this.host = host;
        this.redactor = redactor;
        this.messages = UserLanguage.of(host);
    }

    /** Sets the language; until then it is that of the environment. */
    public void speak(MessageCatalog language) {
        this.messages = language;
    }

    /** The texts in the user's language. */
    public MessageCatalog messages() {
        return messages;
    }

    /**
     * Sets the log format.
     *
     * @param plain whether lines must be neither redrawn, colored nor wrapped
     * @param result whether the result is for people
     * @param json the log that replaces text; null for text
     */
    public void configure(Verbosity chosen, boolean plain, boolean result, @Nullable JsonLog json) {
        this.verbosity = chosen;
        this.forPeople = result;
        this.redraws = host.terminal() && !plain && json == null && chosen != Verbosity.QUIET;
        this.colors = redraws && wantsColors(host);
        this.jsonLog = json;
        this.resultWidth = plain || !result ? 0 : host.columns();
        this.logWidth =
                plain || json != null || !host.terminal() ? 0 : host.columns() == 0 ? Columns.WIDTH : host.columns();
    }

    /** Whether colors are shown: on a terminal, unless NO_COLOR is set (no-color.org). */
    public static boolean wantsColors(Host host) {
        return host.terminal()
                && host.environment().getOrDefault("NO_COLOR", "").isEmpty();
    }

    public boolean redraws() {
        return redraws;
    }

    boolean quiet() {
        return verbosity == Verbosity.QUIET;
    }

    /** Prints a log line. JSON logs omit it, because they contain the event itself. */
    public void say(String line) {
        if (jsonLog == null && verbosity != Verbosity.QUIET) {
            raw(line);
        }
    }

    /** Prints a log line if {@code --verbose} is set. */
    void detail(String line) {
        if (verbosity == Verbosity.VERBOSE) {
            say(line);
        }
    }

    /**
     * Prints a message that no event of a publish contains, in the user's language unless the log is JSON.
     *
     * @param english with placeholders for the values, as in {@link MessageCatalog#text}; or a text that was composed elsewhere
     */
    public void note(Level level, String english, @Nullable Object... values) {
        String text = values.length == 0 ? messages.composed(english) : messages.text(english, values);
        if (jsonLog != null) {
            jsonLog.note(level, MessageCatalog.ENGLISH.text(english, values));
        } else if (verbosity == Verbosity.QUIET) {
            // The result and errors remain.
            return;
        } else if (level == Level.WARNING) {
            raw(Style.yellow(colors, messages.text("warning: ")) + ForeignText.oneLine(text, MAX_LENGTH, redactor));
        } else if (level == Level.INFO) {
            say(text);
        } else {
            detail(text);
        }
    }

    /** Prints an error at any verbosity. JSON logs omit it, because they contain the failure itself. */
    public void error(String text) {
        if (jsonLog == null) {
            raw(text);
        }
    }

    /** Prints a line that the next one replaces, if the terminal can redraw lines. */
    public void passing(String line) {
        if (redraws) {
            synchronized (lock) {
                // A longer line would continue on the next one, which is not cleared.
                host.err()
                        .print(CLEAR_LINE + Columns.cut(redactor.redact(line), Math.min(logWidth, Columns.WIDTH) - 1));
                host.err().flush();
                passing = true;
            }
        }
    }

    /** Prints the result to standard output; on a terminal, its lines have the terminal's width. */
    public void result(String text) {
        printed = forPeople ? text : "";
        print(Columns.wrap(redactor.redact(text), resultWidth));
    }

    /** Prints a result that a program or a shell reads, such as a report or a script, to standard output. */
    public void document(String text) {
        print(redactor.redact(text));
    }

    /** Prints this result unless there is one. Nothing is printed to standard output after it, because the process ends. */
    public void lastResult(String text) {
        synchronized (lock) {
            if (!answered) {
                print(redactor.redact(text));
            }
            closed = true;
        }
    }

    private void print(String text) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            clearPassing();
            host.out().print(text.endsWith("\n") ? text : text + "\n");
            host.out().flush();
            answered = true;
        }
    }

    /** Whether the result was printed. There is only one. */
    public boolean answered() {
        return answered;
    }

    /** Whether a user who read the result knows this, so that an error need not repeat it. */
    public boolean hasShown(String text) {
        return printed.contains(text);
    }

    /** Prints a line to standard error in any mode. */
    public void raw(String line) {
        synchronized (lock) {
            clearPassing();
            host.err().print(Columns.wrap(redactor.redact(line), logWidth) + "\n");
            host.err().flush();
        }
    }

    public boolean colors() {
        return colors;
    }

    private void clearPassing() {
        if (passing) {
            host.err().print(CLEAR_LINE);
            host.err().flush();
            passing = false;
        }
    }
}
