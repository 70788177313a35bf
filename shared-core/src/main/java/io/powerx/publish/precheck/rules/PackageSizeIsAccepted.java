package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The limits are those of packages, and the files are measured before compression, so nothing is an error. What a Marketplace
 * accepts is known only when it is asked.
 */
final class PackageSizeIsAccepted extends DescribedRule {
    private static final long MB = 1_000_000;
    private static final long HOST_LIMIT = 512 * MB;
    private static final long RECOMMENDED = 300 * MB;
    private static final int MANY_FILES = 20_000;
    private static final int SHOWN = 3;

    PackageSizeIsAccepted() {
        super(
                "PX-F010",
                "The size of the package and the number of its files are within what hosts accept by default",
                "PowerX localInstall.maxArtifactSizeMB: 512; PowerXPlugin 004 data-model: 300 MB in total",
                Severity.WARNING,
                Severity.INFO);
    }

    /** @param file the largest one; null if it is about no particular file */
    record Problem(
            Severity severity,
            String message,
            String remedy,
            @Nullable String file) {}

    @Override
    public void check(PluginContext plugin, Findings findings) {
        problems(plugin.selection().files())
                .forEach(problem -> findings.add(
                        problem.severity(),
                        problem.message(),
                        problem.remedy(),
                        problem.file() == null ? null : SourceLocation.ofFile(problem.file())));
    }

    static List<Problem> problems(List<SelectedFile> files) {
        List<Problem> problems = new ArrayList<>();
        long size = files.stream().mapToLong(SelectedFile::size).sum();
        if (size > RECOMMENDED) {
            problems.add(tooLarge(files, size));
        }
        if (files.size() > MANY_FILES) {
            problems.add(new Problem(
                    Severity.INFO,
                    "The package has %d files, which take a long time to install".formatted(files.size()),
                    "Bundle the modules of the front end and of the back end.",
                    null));
        }
        return problems;
    }

    private static Problem tooLarge(List<SelectedFile> files, long size) {
        List<SelectedFile> largest = files.stream()
                .sorted(Comparator.comparingLong(SelectedFile::size).reversed())
                .limit(SHOWN)
                .toList();
        boolean aboveLimit = size > HOST_LIMIT;
        String limit = aboveLimit
                ? "by default, hosts install packages of at most " + Quantities.size(HOST_LIMIT)
                : "packages of more than " + Quantities.size(RECOMMENDED) + " are unusual";
        String names = largest.stream()
                .map(file -> file.path() + " (" + Quantities.size(file.size()) + ")")
                .collect(Collectors.joining(", "));
        return new Problem(
                aboveLimit ? Severity.WARNING : Severity.INFO,
                "The files total %s before compression; %s. The largest are %s"
                        .formatted(Quantities.size(size), limit, names),
                "Remove what the plugin does not need at run time, for example debug symbols (go build -ldflags=\"-s -w\"),"
                        + " or exclude it with artifacts.ignore in publish.yml.",
                largest.get(0).path());
    }
}
