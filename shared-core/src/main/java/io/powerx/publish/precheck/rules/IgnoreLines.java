package io.powerx.publish.precheck.rules;

import io.powerx.publish.pack.select.FilePattern;
import io.powerx.publish.pack.select.FileSelection;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.precheck.FileEdit;
import io.powerx.publish.precheck.PluginContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Proposes lines of .pxignore. */
final class IgnoreLines {
    private IgnoreLines() {}

    /**
     * The lines that exclude files, except those that plugin.yaml refers to or that artifacts.include asks for.
     *
     * @param line the line for a file, which may also exclude others of them
     */
    static List<FileEdit> of(PluginContext plugin, List<String> files, UnaryOperator<String> line) {
        List<FilePattern> wanted = new ArrayList<>();
        plugin.request().pack().include().stream()
                .filter(text -> !text.startsWith("!"))
                .forEach(text -> wanted.add(FilePattern.of(text)));
        Set<String> needed = plugin.manifest().runtimeNeeds().stream()
                .flatMap(need -> need.places().stream())
                .flatMap(place -> RuntimeNeed.normalized(place).stream())
                .collect(Collectors.toSet());
        Set<String> asked = files.stream()
                .filter(file -> needed.contains(file) || wanted.stream().anyMatch(each -> each.covers(file)))
                .collect(Collectors.toSet());
        Set<String> lines = new LinkedHashSet<>();
        files.stream().filter(file -> !asked.contains(file)).map(line).forEach(lines::add);
        lines.removeIf(each -> asked.stream().anyMatch(FilePattern.of(each)::covers));
        return lines.isEmpty()
                ? List.of()
                : List.of(new FileEdit.Append(FileSelection.IGNORE_FILE, List.copyOf(lines)));
    }
}
