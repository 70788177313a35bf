package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.plugin.RuntimeNeed.Kind;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.rules.ScriptImports.Import;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** A back end in Python or Node, or one that a shell script starts, needs more files than the one in the manifest. */
final class ScriptsFindTheirCode extends DescribedRule {
    private static final int MAX_SCRIPTS = 1_000;
    private static final int MAX_LENGTH = 1 << 20;

    ScriptsFindTheirCode() {
        super(
                "PX-F005",
                "The package contains the code that its scripts load",
                "PowerX lifecycle.go, Enable; PowerXPlugin, make BACKEND=fastapi",
                Severity.ERROR);
    }

    private record Script(String path, String start) {}

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Deque<Script> open = new ArrayDeque<>();
        for (RuntimeNeed need : plugin.manifest().runtimeNeeds()) {
            if (need.kind() != Kind.FOLDER) {
                RuntimeNeed.normalized(need.path())
                        .filter(plugin.packed()::hasFile)
                        .ifPresent(path -> open.add(new Script(path, folder(path))));
            }
        }
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty() && seen.size() < MAX_SCRIPTS) {
            Script script = open.remove();
            if (seen.add(script.path())) {
                String text = text(plugin, script);
                ScriptImports.language(script.path(), text).ifPresent(language -> ScriptImports.of(
                                plugin.build(), script.path(), script.start(), text, language)
                        .forEach(loaded -> follow(plugin, script, loaded, open, seen, findings)));
            }
        }
    }

    private static void follow(
            PluginContext plugin,
            Script script,
            Import loaded,
            Deque<Script> open,
            Set<String> seen,
            Findings findings) {

        String path = loaded.path();
        if (plugin.packed().hasFile(path)) {
            open.add(new Script(path, loaded.start() == null ? script.start() : loaded.start()));
        } else if (!plugin.packed().hasFolder(path) && seen.add(path)) {
            findings.add(
                    "%s loads %s, which is not packed%s"
                            .formatted(
                                    script.path(),
                                    path,
                                    plugin.packed()
                                            .reasonAgainst(path)
                                            .map(reason -> " (" + reason + ")")
                                            .orElse("")),
                    "Add it to artifacts.include in publish.yml, for example the folder: %s/**."
                            .formatted(folder(path)),
                    new SourceLocation(script.path(), loaded.line(), 1));
        }
    }

    /** The text of a script; empty for a program, and for a file that is too large to be written by hand. */
    private static String text(PluginContext plugin, Script script) {
        try {
            return plugin.build()
                    .text(script.path(), MAX_LENGTH, ErrorCode.PACKAGE_FAILED)
                    .orElse("");
        } catch (PublishException notText) {
            return "";
        }
    }

    private static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }
}
