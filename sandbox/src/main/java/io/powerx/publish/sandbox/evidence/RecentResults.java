package io.powerx.publish.sandbox.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the results that were needed last, because reading a package takes time and an uploaded one never changes. */
final class RecentResults<K, V> {
    private static final int MAX_RESULTS = 32;

    private final Map<K, V> results = new LinkedHashMap<>(MAX_RESULTS, 0.75f, true);

    synchronized @Nullable V get(K key) {
        return results.get(key);
    }

    synchronized void put(K key, V value) {
        results.put(key, value);
        if (results.size() > MAX_RESULTS) {
            results.remove(results.keySet().iterator().next());
        }
    }
}
