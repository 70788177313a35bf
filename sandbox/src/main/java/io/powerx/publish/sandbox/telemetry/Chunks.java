package io.powerx.publish.sandbox.telemetry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** Splits long lists of arguments, because a statement takes a limited number of them. */
final class Chunks {
    private static final int SIZE = 500;

    private Chunks() {}

    static List<List<String>> of(Collection<String> arguments) {
        List<String> all = arguments.stream().distinct().sorted().toList();
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += SIZE) {
            chunks.add(all.subList(from, Math.min(all.size(), from + SIZE)));
        }
        return chunks;
    }

    static String parameters(List<String> arguments) {
        return String.join(", ", Collections.nCopies(arguments.size(), "?"));
    }
}
