package io.powerx.publish.pack;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds names that are the same file on some system: equal, equal except for case, equal after NFC, or a file where a folder is. Keeps
 * each part of a path once, and a limited number of folders, so that deep paths do not fill the memory.
 */
public final class NameRegistry {
    private static final int MAX_FOLDERS = 100_000;
    private static final int ROOT = 0;
    private static final int FILE = -1;

    /** A name in a folder, as a system that ignores case sees it. */
    private record Place(int folder, String key) {}

    /** @param id number of a folder; {@link #FILE} for a file */
    private record Known(String name, int id) {}

    private final Map<Place, Known> places = new HashMap<>();
    private int folders;

    /** Adds a file's path. Returns, as a clause, what it clashes with. */
    public Optional<String> addFile(String path) {
        int folder = ROOT;
        int start = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', start)) {
            String name = path.substring(start, slash);
            Place place = new Place(folder, key(name));
            Known known = places.get(place);
            if (known == null) {
                if (folders == MAX_FOLDERS) {
                    return Optional.of("there are more than " + MAX_FOLDERS + " folders");
                }
                known = new Known(name, ++folders);
                places.put(place, known);
            }
            if (known.id() == FILE || !known.name().equals(name)) {
                return Optional.of("on some systems its folder \"" + path.substring(0, slash) + "\" is the same as \""
                        + path.substring(0, start) + known.name() + "\"");
            }
            folder = known.id();
            start = slash + 1;
        }
        String name = path.substring(start);
        Known known = places.putIfAbsent(new Place(folder, key(name)), new Known(name, FILE));
        if (known == null) {
            return Optional.empty();
        }
        return Optional.of(
                known.name().equals(name)
                        ? "the name occurs twice"
                        : "on some systems it is the same as \"" + path.substring(0, start) + known.name() + "\"");
    }

    /** Upper case first: some letters, such as the German sharp s, have no lower case that shows what they are equal to. */
    private static String key(String name) {
        if (isAscii(name)) {
            return name.toLowerCase(Locale.ROOT);
        }
        String folded = Normalizer.normalize(name, Normalizer.Form.NFC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
