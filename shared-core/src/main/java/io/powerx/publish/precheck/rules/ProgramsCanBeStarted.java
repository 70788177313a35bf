package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.content.FileScan;
import io.powerx.publish.precheck.content.Program.Binary;
import io.powerx.publish.precheck.content.Program.Script;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host starts programs directly, without a shell, so the system must recognize them by their first bytes: as a program, or
 * as a script with an interpreter that exists on the host.
 */
final class ProgramsCanBeStarted extends DescribedRule {
    private static final Pattern COMMON_FOLDER = Pattern.compile("(?:/usr|/usr/local)?/s?bin/[^/]+");
    private static final Pattern COMMON_COMMAND = Pattern.compile(
            "sh|bash|dash|ash|busybox|env|python(?:[23](?:\\.\\d+)?)?|node|nodejs|deno|bun|perl|ruby|php|java|awk|gawk");

    /** What Windows starts by its name. */
    private static final Set<String> WINDOWS = Set.of("bat", "cmd", "ps1");

    ProgramsCanBeStarted() {
        super(
                "PX-F008",
                "The host can start the programs in the manifest, and the interpreters of scripts exist",
                "PowerX lifecycle.go, Enable; Linux execve(2)",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !Executables.packed(plugin).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Set<String> programs = Executables.packed(plugin);
        for (String path : programs) {
            Optional<FileScan> file = plugin.scan().file(path);
            if (file.isEmpty() || (file.get().program() == null && file.get().unexpected() == null)) {
                reportNoProgram(plugin, path, findings);
            } else {
                file.flatMap(FileScan::script).ifPresent(script -> reportScript(path, script, true, findings));
                file.flatMap(FileScan::binary)
                        .map(Binary::problem)
                        .ifPresent(problem -> findings.add(
                                path + " cannot be started: " + problem,
                                "Build or copy it again.",
                                SourceLocation.ofFile(path)));
            }
        }
        plugin.scan().files().stream()
                .filter(file -> file.path().startsWith("backend/bin/") && !programs.contains(file.path()))
                .forEach(file -> file.script().ifPresent(script -> reportScript(file.path(), script, false, findings)));
    }

    private static void reportNoProgram(PluginContext plugin, String path, Findings findings) {
        if (Executables.isEmpty(plugin, path)) {
            // PX-F001 reports it.
            return;
        }
        boolean windows = WINDOWS.contains(path.substring(path.lastIndexOf('.') + 1));
        findings.add(
                windows ? Severity.WARNING : Severity.ERROR,
                path
                        + (windows
                                ? " can only be started on Windows"
                                : " is neither a program nor a script that begins with #!"),
                "Build the program, or begin the script with its interpreter, such as #!/usr/bin/env node.",
                new SourceLocation(path, 1, 1));
    }

    private static void reportScript(String path, Script script, boolean needed, Findings findings) {
        String problem = problem(script);
        Severity severity = needed ? Severity.ERROR : Severity.WARNING;
        if (problem == null) {
            problem = doubt(script);
            severity = Severity.WARNING;
        }
        if (problem != null) {
            findings.add(
                    severity,
                    path + " cannot be started: " + problem,
                    script.carriageReturn()
                            ? "Save it with line feeds only, for example with \"*.sh text eol=lf\" in .gitattributes."
                            : "Begin the script with an interpreter that every host has, such as #!/bin/sh, or #!/usr/bin/env node.",
                    new SourceLocation(path, 1, 1));
        }
    }

    /** Why no system starts it. */
    private static @Nullable String problem(Script script) {
        if (script.carriageReturn()) {
            return "its first line ends with a carriage return, which becomes part of the interpreter's name";
        }
        if (script.byteOrderMark()) {
            return "a byte order mark precedes #!";
        }
        if (script.command().isEmpty()) {
            return "its first line specifies no interpreter";
        }
        return script.interpreter().startsWith("/")
                ? null
                : "its interpreter is not an absolute path: " + script.interpreter();
    }

    /** Why not every host starts it. */
    private static @Nullable String doubt(Script script) {
        boolean common = COMMON_FOLDER.matcher(script.interpreter()).matches()
                && COMMON_COMMAND.matcher(script.command()).matches();
        return common
                ? null
                : "hosts may not have its interpreter: "
                        + (script.interpreter().endsWith("/env") ? script.command() : script.interpreter());
    }
}
