package io.powerx.publish.precheck.rules;

import io.powerx.publish.precheck.PluginContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs in the manifest that the host starts, if their files exist in the project. */
final class Executables {
    private static final List<String> POINTERS =
            List.of("/runtime/entry", "/migrations/entry", "/migrations/rollback_entry");

    private Executables() {}

    /** @param path as written in the manifest */
    record Executable(String pointer, String path, Path file) {
        String field() {
            return DescribedRule.field(pointer);
        }
    }

    static List<Executable> of(PluginContext plugin) {
        List<Executable> executables = new ArrayList<>();
        for (String pointer : POINTERS) {
            plugin.text(pointer).ifPresent(path -> plugin.project()
                    .resolve(path)
                    .filter(Files::isRegularFile)
                    .ifPresent(file -> executables.add(new Executable(pointer, path, file))));
        }
        return executables;
    }
}
