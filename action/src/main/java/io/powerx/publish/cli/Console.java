package io.powerx.publish.cli;

import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import org.jspecify.annotations.Nullable;

/**
 * The one place that prints. The account of what happens goes to standard error, the result to standard output, and neither without
 * the redactor.
 */
final class Console {
    private static final int LONGEST = 64 << 10;
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final Host host;
    private final Redactor redactor;
    private final Object lock = new Object();
    private Verbosity verbosity = Verbosity.NORMAL;
    private boolean redraws;
    private boolean colours;
    private @Nullable JsonLog jsonLog;
    private boolean passing;

    enum Verbosity {
        QUIET,
        NORMAL,
        VERBOSE
    }

    Console(Host host, Redactor redactor) {
        this.host = host;
        this.redactor = redactor;
    }

    /**
     * Sets the form of the account.
     *
     * @param plain whether lines must not be redrawn nor coloured
     * @param json where account lines go instead of text; null for text
     */
    void configure(Verbosity chosen, boolean plain, @Nullable JsonLog json) {
        this.verbosity = chosen;
        this.redraws = host.terminal() && !plain && json == null && chosen != Verbosity.QUIET;
        this.colours = redraws && !host.environment().containsKey("NO_COLOR");
        this.jsonLog = json;
    }

    boolean redraws() {
        return redraws;
    }

    boolean verbose() {
        return verbosity == Verbosity.VERBOSE;
    }

    /** A line of the account; only with text logs, for JSON logs carry the event itself. */
    void say(String line) {
        if (jsonLog == null && verbosity != Verbosity.QUIET) {
            account(line);
        }
    }

    /** A line that only {@code --verbose} shows. */
    void detail(String line) {
        if (verbosity == Verbosity.VERBOSE) {
            say(line);
        }
    }

    /** Something that the user should know that no event of a publish tells. */
    void note(Level level, String text) {
        if (jsonLog != null) {
            jsonLog.note(level, text);
        } else if (level == Level.WARNING) {
            account(Style.yellow(colours, "warning: ") + ForeignText.oneLine(text, LONGEST));
        } else if (level == Level.INFO) {
            say(text);
        } else {
            detail(text);
        }
    }

    /** Lines of an error, shown whatever the verbosity, except where a JSON log tells it. */
    void error(String text) {
        if (jsonLog == null) {
            account(text);
        }
    }

    /** A line that the next one replaces; only on terminals that redraw. */
    void passing(String line) {
        if (redraws) {
            synchronized (lock) {
                host.err().print(CLEAR_LINE + redactor.redact(line));
                host.err().flush();
                passing = true;
            }
        }
    }

    /** The result, on standard output. */
    void result(String text) {
        synchronized (lock) {
            clearPassing();
            host.out().print(redactor.redact(text.endsWith("\n") ? text : text + "\n"));
            host.out().flush();
        }
    }

    /** A line on standard error in any mode; for the logs of machines. */
    void raw(String line) {
        synchronized (lock) {
            clearPassing();
            host.err().print(redactor.redact(line) + "\n");
            host.err().flush();
        }
    }

    boolean colours() {
        return colours;
    }

    private void account(String line) {
        raw(line);
    }

    private void clearPassing() {
        if (passing) {
            host.err().print(CLEAR_LINE);
            host.err().flush();
            passing = false;
        }
    }
}
