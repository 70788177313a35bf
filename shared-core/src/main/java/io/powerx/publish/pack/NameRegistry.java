package io.powerx.publish.pack;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds names that clash on some system: equal ones, equal except for case or normalization, or a file and a folder of one name. */
public final class NameRegistry {
    private record Known(String path, boolean folder) {}

    private final Map<String, Known> byKey = new HashMap<>();

    /** Adds a file's path and returns what it clashes with, as a clause; empty if there is no clash. */
    public Optional<String> addFile(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            Optional<String> clash = addFolder(path.substring(0, slash));
            if (clash.isPresent()) {
                return clash;
            }
        }
        Known known = byKey.putIfAbsent(key(path), new Known(path, false));
        if (known == null) {
            return Optional.empty();
        }
        return Optional.of(
                known.path().equals(path)
                        ? "there are two of that name"
                        : "on some systems it is the same as \"" + known.path() + "\"");
    }

    /** Adds a folder's path, which may have been added before, and returns what it clashes with; empty if there is no clash. */
    public Optional<String> addFolder(String path) {
        Known known = byKey.putIfAbsent(key(path), new Known(path, true));
        if (known == null || (known.folder() && known.path().equals(path))) {
            return Optional.empty();
        }
        return Optional.of("on some systems its folder \"" + path + "\" is the same as \"" + known.path() + "\"");
    }

    private static String key(String path) {
        String normal = Normalizer.isNormalized(path, Normalizer.Form.NFC)
                ? path
                : Normalizer.normalize(path, Normalizer.Form.NFC);
        StringBuilder folded = new StringBuilder(normal.length());
        normal.codePoints()
                .map(Character::toUpperCase)
                .map(Character::toLowerCase)
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }
}
