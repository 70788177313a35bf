package io.powerx.publish.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * The process that a command runs in.
 *
 * @param terminal whether standard error is a terminal that can redraw a line
 */
public record Host(
        Map<String, String> environment,
        Path workingDirectory,
        Path home,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        Clock clock) {

    /** This process. */
    public static Host system() {
        Map<String, String> environment = System.getenv();
        String home = environment.getOrDefault(
                "HOME", environment.getOrDefault("USERPROFILE", System.getProperty("user.home")));
        return new Host(
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(home).toAbsolutePath(),
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                isTerminal(environment),
                Clock.systemUTC());
    }

    /** The launcher looks at standard error, for the JDK cannot. Run without it, nothing is redrawn. */
    private static boolean isTerminal(Map<String, String> environment) {
        return Boolean.getBoolean("px.terminal") && !"dumb".equals(environment.get("TERM"));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
