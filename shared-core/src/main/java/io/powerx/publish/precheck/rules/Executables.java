package io.powerx.publish.precheck.rules;

import io.powerx.publish.precheck.PluginContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that the host starts, as far as they are files of the plugin that exist. */
final class Executables {
    private static final List<String> POINTERS =
            List.of("/runtime/entry", "/migrations/entry", "/migrations/rollback_entry");

    private Executables() {}

    /** @param path as the manifest has it */
    record Named(String pointer, String path, Path file) {
        String field() {
            return pointer.substring(1).replace('/', '.');
        }
    }

    static List<Named> of(PluginContext plugin) {
        List<Named> named = new ArrayList<>();
        for (String pointer : POINTERS) {
            plugin.manifest().text(pointer).ifPresent(path -> plugin.project()
                    .resolve(path)
                    .filter(Files::isRegularFile)
                    .ifPresent(file -> named.add(new Named(pointer, path, file))));
        }
        return named;
    }
}
