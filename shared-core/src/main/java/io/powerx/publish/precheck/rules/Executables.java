package io.powerx.publish.precheck.rules;

import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.plugin.RuntimeNeed.Kind;
import io.powerx.publish.precheck.PluginContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The programs in the manifest that the host starts, if their files exist in the project. */
final class Executables {
    private Executables() {}

    /** @param path as written in the manifest */
    record Executable(String pointer, String path, Path file) {
        String field() {
            return DescribedRule.field(pointer);
        }
    }

    /** Each program once, even if several fields refer to it. */
    static Collection<Executable> of(PluginContext plugin) {
        Map<Path, Executable> executables = new LinkedHashMap<>();
        for (RuntimeNeed need : plugin.manifest().runtimeNeeds()) {
            if (need.kind() == Kind.PROGRAM) {
                plugin.build()
                        .resolve(need.path())
                        .filter(Files::isRegularFile)
                        .ifPresent(file ->
                                executables.putIfAbsent(file, new Executable(need.pointer(), need.path(), file)));
            }
        }
        return executables.values();
    }

    /** The paths of the programs in the manifest that are packed. */
    static Set<String> packed(PluginContext plugin) {
        Set<String> paths = new LinkedHashSet<>();
        for (RuntimeNeed need : plugin.manifest().runtimeNeeds()) {
            if (need.kind() == Kind.PROGRAM) {
                RuntimeNeed.normalized(need.path())
                        .filter(plugin.packed()::hasFile)
                        .ifPresent(paths::add);
            }
        }
        return paths;
    }

    /** Whether a file of the package is empty. */
    static boolean isEmpty(PluginContext plugin, String path) {
        return plugin.selection().files().stream().anyMatch(file -> file.path().equals(path) && file.size() == 0);
    }
}
