package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.pack.ExcludedFile;
import io.powerx.publish.pack.PackageLayout;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.pack.select.FilePattern;
import io.powerx.publish.precheck.ConfiguredTexts;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A pattern that asks for files and gets none is a mistake in it, or a step of the build that was forgotten. */
final class IncludedFilesExist extends DescribedRule {
    private static final String KEY = "artifacts.include";
    private static final String POINTER = "/artifacts/include";

    IncludedFilesExist() {
        super(
                "PX-F014",
                "Every pattern of artifacts.include matches a file that is packed",
                "docs/reference/package.md, files",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.request().pack().include().isEmpty();
    }

    @Override
    public boolean concernsAllPackages() {
        return true;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        // What is refused was found, and another rule reports it.
        List<String> files = Stream.concat(
                        plugin.selection().files().stream().map(SelectedFile::path),
                        plugin.selection().refused().stream().map(RejectedFile::path))
                .toList();
        for (String text : new LinkedHashSet<>(plugin.request().pack().include())) {
            FilePattern pattern = FilePattern.of(text, KEY);
            if (!text.startsWith("!") && files.stream().noneMatch(pattern::covers)) {
                report(text, pattern, plugin, findings);
            }
        }
    }

    private static void report(String text, FilePattern pattern, PluginContext plugin, Findings findings) {
        String message = "%s has \"%s\", which matches no file that is packed".formatted(KEY, text);
        Optional<ExcludedFile> leftOut = plugin.selection().leftOut().stream()
                .filter(file -> pattern.concerns(file.path()))
                .filter(file -> !file.reason().equals(PackageLayout.reasonOutside(file.path())))
                .findFirst();
        if (leftOut.isPresent()) {
            findings.add(
                    "%s: %s is left out (%s)"
                            .formatted(
                                    message, leftOut.get().path(), leftOut.get().reason()),
                    "Remove the pattern, or change what leaves the files out.",
                    ConfiguredTexts.locate(plugin.publishFile().document(), POINTER, text));
            return;
        }
        findings.add(
                message
                        + suggestion(text, plugin)
                                .map(path -> "; did you mean " + path + "?")
                                .orElse(""),
                "Build or add the files before publishing, or correct or remove the pattern. Patterns are relative to the folder"
                        + " of plugin.yaml.",
                ConfiguredTexts.locate(plugin.publishFile().document(), POINTER, text));
    }

    /** The pattern with the first name that does not exist replaced by a similar one that does. */
    private static Optional<String> suggestion(String text, PluginContext plugin) {
        String[] names = text.replaceFirst("^\\.?/", "").split("/");
        String parent = "";
        for (int i = 0; i < names.length && !isPattern(names[i]); i++) {
            String path = parent + names[i];
            if (!plugin.build().hasFile(path) && !plugin.build().hasFolder(path)) {
                String closest = ClosestMatch.to(names[i], namesIn(parent, plugin));
                if (closest == null) {
                    return Optional.empty();
                }
                names[i] = closest;
                return Optional.of(String.join("/", names));
            }
            parent = path + "/";
        }
        return Optional.empty();
    }

    private static boolean isPattern(String name) {
        return name.chars().anyMatch(c -> "*?[\\".indexOf(c) >= 0);
    }

    private static List<String> namesIn(String folder, PluginContext plugin) {
        Path path = folder.isEmpty()
                ? plugin.build().root()
                : plugin.build().resolve(folder).orElseThrow();
        try (Stream<Path> children = Files.list(path)) {
            return children.map(child -> String.valueOf(child.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
