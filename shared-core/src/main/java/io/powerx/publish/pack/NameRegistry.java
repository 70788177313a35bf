package io.powerx.publish.pack;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds names that are the same file on some system: equal, equal except for case, equal after NFC, or a file where a folder is. Paths are
 * added in the order {@link EntryName#ORDER}, in which the files of a folder follow each other. A folder is therefore forgotten as soon as
 * a path outside it is added, and many files do not fill the memory.
 */
public final class NameRegistry {
    private static final int MAX_FOLDERS = 100_000;

    /** What a folder contains with a certain name, disregarding case. */
    private record Known(String name, boolean isFolder) {}

    /**
     * A folder with the files and folders that were added to it.
     *
     * @param prefix its path, with a slash at the end; empty for the root
     * @param names the keys are names as a system that ignores case sees them
     */
    private record Folder(String prefix, Map<String, Known> names) {}

    /** The folder of the latest path and those above it, the root first. */
    private final List<Folder> open = new ArrayList<>(List.of(new Folder("", new HashMap<>())));

    private int folders;

    /** Adds a file's path. Returns, as a clause, what it clashes with. */
    public Optional<String> addFile(String path) {
        leaveFoldersWithout(path);
        Folder folder = innermost();
        int start = folder.prefix().length();
        for (int slash = path.indexOf('/', start); slash >= 0; slash = path.indexOf('/', start)) {
            if (folders == MAX_FOLDERS) {
                return Optional.of("there are more than " + MAX_FOLDERS + " folders");
            }
            String name = path.substring(start, slash);
            Known known = folder.names().putIfAbsent(key(name), new Known(name, true));
            if (known == null) {
                folders++;
            } else if (!known.isFolder() || !known.name().equals(name)) {
                return Optional.of("on some systems its folder \"" + path.substring(0, slash) + "\" is the same as \""
                        + folder.prefix() + known.name() + "\"");
            }
            folder = new Folder(path.substring(0, slash + 1), new HashMap<>());
            open.add(folder);
            start = slash + 1;
        }
        String name = path.substring(start);
        Known known = folder.names().putIfAbsent(key(name), new Known(name, false));
        if (known == null) {
            return Optional.empty();
        }
        return Optional.of(
                known.name().equals(name)
                        ? "the name occurs twice"
                        : "on some systems it is the same as \"" + folder.prefix() + known.name() + "\"");
    }

    private void leaveFoldersWithout(String path) {
        while (!path.startsWith(innermost().prefix())) {
            open.remove(open.size() - 1);
        }
    }

    private Folder innermost() {
        return open.get(open.size() - 1);
    }

    /** Upper case first: some letters, such as the German sharp s, have no lower case that shows what they are equal to. */
    private static String key(String name) {
        if (EntryName.isAscii(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        String folded = Normalizer.normalize(EntryName.withoutJoiners(name), Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }
}
