package io.powerx.publish.pack.select;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Links to Node modules. Node resolves the imports of a module from its real path, so pnpm links each module to a folder
 * that contains what it depends on: {@code node_modules/a -> .pnpm/a@1/node_modules/a}, next to {@code b}. Packages
 * contain copies instead of links, because the host drops links, and a copy of {@code a} does not find {@code b}. Links
 * whose modules are all found from the copy, such as Nitro's, keep working.
 */
final class ModuleLinks {
    private static final String MODULES = "node_modules";

    private ModuleLinks() {}

    /**
     * Why a copy of a linked module would not work; empty if it would, and for links to anything else.
     *
     * @param link the link in the project
     * @param target its real path
     */
    static Optional<String> problem(Path link, Path target) throws IOException {
        Path store = modulesFolder(target);
        if (store == null || !target.toString().contains(".pnpm")) {
            return Optional.empty();
        }
        for (Path sibling : modules(store)) {
            if (!sibling.toRealPath().equals(target)
                    && !isFound(link, store.relativize(sibling), sibling.toRealPath())) {
                return Optional.of(
                        ("it is a pnpm link to %s, which finds its dependency %s there; packages contain copies instead"
                                        + " of links, and the copy would not find it")
                                .formatted(store.relativize(target), store.relativize(sibling)));
            }
        }
        return Optional.empty();
    }

    /** Whether Node finds that module if it resolves an import from the place of the link. */
    private static boolean isFound(Path link, Path name, Path module) throws IOException {
        for (Path folder = link; folder != null; folder = folder.getParent()) {
            Path candidate = folder.resolve(MODULES).resolve(name);
            if (Files.exists(candidate)) {
                return candidate.toRealPath().equals(module);
            }
        }
        return false;
    }

    /** The closest folder above a module that contains modules; null if there is none. */
    private static @Nullable Path modulesFolder(Path module) {
        for (Path folder = module.getParent(); folder != null; folder = folder.getParent()) {
            if (folder.endsWith(MODULES)) {
                return folder;
            }
        }
        return null;
    }

    /** The modules in a folder, also those with a scope; without tools such as {@code .bin}. */
    private static List<Path> modules(Path folder) throws IOException {
        List<Path> modules = new ArrayList<>();
        for (Path child : children(folder)) {
            String name = child.getFileName().toString();
            if (name.startsWith("@")) {
                modules.addAll(children(child));
            } else if (!name.startsWith(".") && Files.isDirectory(child)) {
                modules.add(child);
            }
        }
        return modules;
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        children.sort(null);
        return children;
    }
}
