package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.content.FileScan;
import java.util.List;

/**
 * With core.autocrlf, the default of Git for Windows, a checkout has CR LF where git stores LF. The same commit then has another content
 * digest on another machine, so a publish that is repeated there is a conflict.
 */
final class LineEndsAreThoseOfGit extends DescribedRule {
    private static final int SHOWN = 3;

    LineEndsAreThoseOfGit() {
        super(
                "PX-F013",
                "Text files have the line endings that git stores, so that every checkout packs the same content",
                "requirements, deterministic packaging; gitattributes(5), eol",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.scan().files().stream().anyMatch(FileScan::crLf)
                && plugin.build().root().equals(plugin.project().root());
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        List<String> converted = plugin.convertedLineEnds(plugin.scan().files().stream()
                .filter(FileScan::crLf)
                .map(FileScan::path)
                .toList());
        if (!converted.isEmpty()) {
            List<String> shown = converted.stream().limit(SHOWN).toList();
            findings.add(
                    "%s CR LF here and LF in git: %s%s; a checkout without this conversion packs other content"
                            .formatted(
                                    converted.size() == 1 ? "1 text file has" : converted.size() + " text files have",
                                    String.join(", ", shown),
                                    converted.size() > SHOWN ? " and others" : ""),
                    "Add the line \"* text=auto eol=lf\" to .gitattributes, or set core.autocrlf to false, and check out again.",
                    SourceLocation.ofFile(shown.get(0)));
        }
    }
}
