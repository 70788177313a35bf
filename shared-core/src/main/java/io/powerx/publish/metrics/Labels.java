package io.powerx.publish.metrics;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The labels of a series. Their text is that of Prometheus: escaped, without braces, sorted by name. */
public final class Labels {
    public static final Labels NONE = new Labels(new TreeMap<>());

    private final SortedMap<String, String> values;

    private Labels(SortedMap<String, String> values) {
        this.values = values;
    }

    public static Labels of(String name, String value) {
        return NONE.with(name, value);
    }

    /** These labels and one more, which replaces one with the same name. */
    public Labels with(String name, String value) {
        SortedMap<String, String> more = new TreeMap<>(values);
        more.put(name, value);
        return new Labels(more);
    }

    @Override
    public String toString() {
        return values.entrySet().stream().map(Labels::text).collect(Collectors.joining(","));
    }

    private static String text(Map.Entry<String, String> label) {
        String escaped =
                label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return label.getKey() + "=\"" + escaped + "\"";
    }
}
