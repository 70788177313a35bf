package io.powerx.publish.cli.host;

import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.telemetry.RunTelemetry;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The process that a command runs in.
 *
 * @param home the user's home folder; null if there is none that can be used
 * @param terminal whether standard error is a terminal that can redraw a line
 * @param columns width of the terminal that displays standard output; 0 if it is not a terminal
 * @param input where a user can answer questions; null if there is no user
 * @param program how the user started this command, such as {@code ./px-plugin}
 * @param reportLimit the longest time for which all reports on a run together may delay its end: its telemetry, its trace and metrics, and
 *     the report of a defect
 * @param charset what the terminal displays; UTF-8 without a terminal. Not asked for unless it matters, because a console takes time to open
 */
public record Host(
        Map<String, String> environment,
        Path workingDirectory,
        @Nullable Path home,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        int columns,
        Clock clock,
        @Nullable BufferedReader input,
        String program,
        Duration reportLimit,
        Supplier<Charset> charset) {
    private static final String PROGRAM = "px-plugin";

    /** A process whose terminal, if it has one, has the usual width and displays both outputs. */
    public Host(
            Map<String, String> environment,
            Path workingDirectory,
            @Nullable Path home,
            PrintStream out,
            PrintStream err,
            boolean terminal,
            Clock clock,
            @Nullable BufferedReader input,
            String program,
            Duration reportLimit,
            Supplier<Charset> charset) {
        this(
                environment,
                workingDirectory,
                home,
                out,
                err,
                terminal,
                terminal ? Columns.WIDTH : 0,
                clock,
                input,
                program,
                reportLimit,
                charset);
    }

    /** A process without a user who can answer questions. */
    public Host(
            Map<String, String> environment,
            Path workingDirectory,
            @Nullable Path home,
            PrintStream out,
            PrintStream err,
            boolean terminal,
            Clock clock) {
        this(
                environment,
                workingDirectory,
                home,
                out,
                err,
                terminal,
                clock,
                null,
                PROGRAM,
                RunTelemetry.MAX_DELAY,
                () -> StandardCharsets.UTF_8);
    }

    /** This process. */
    public static Host system() {
        Map<String, String> environment = System.getenv();
        return new Host(
                environment,
                Path.of("").toAbsolutePath(),
                UserHome.find(environment, System.getProperty("user.home", "")).orElse(null),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                isTerminal(environment),
                columns(environment),
                Clock.systemUTC(),
                canAsk() ? new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())) : null,
                // Set by the launcher.
                System.getProperty("px.program", PROGRAM),
                RunTelemetry.MAX_DELAY,
                () -> charset(isTerminal(environment)));
    }

    /** @param terminal whether standard error is a terminal, although the JDK may see none */
    @SuppressWarnings("SystemConsoleNull")
    private static Charset charset(boolean terminal) {
        java.io.Console console = System.console();
        if (console != null && isTerminal(console)) {
            return console.charset();
        }
        return terminal ? Charset.forName(System.getProperty("native.encoding")) : StandardCharsets.UTF_8;
    }

    /** Since JDK 22 there is a console without a terminal, too, and a method that distinguishes them. */
    private static boolean isTerminal(java.io.Console console) {
        try {
            return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }

    /**
     * Whether input and output are a terminal. Without the launcher, as with {@code java -jar}, nothing is known about standard error, but a
     * withdrawal must not go unconfirmed because of that.
     */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean canAsk() {
        java.io.Console console = System.console();
        boolean unseen = "false".equals(System.getProperty("px.terminal"));
        return console != null && isTerminal(console) && !unseen;
    }

    /** The launcher checks standard error, because the JDK cannot. Without the launcher nothing is redrawn. */
    private static boolean isTerminal(Map<String, String> environment) {
        return Boolean.getBoolean("px.terminal") && !"dumb".equals(environment.get("TERM"));
    }

    /** The launcher checks standard output and measures the terminal. */
    private static int columns(Map<String, String> environment) {
        int measured = Integer.getInteger("px.columns", 0);
        boolean isTerminal = measured > 0 && !"dumb".equals(environment.get("TERM"));
        return isTerminal ? Math.max(measured, Columns.MIN_WIDTH) : 0;
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
