package io.powerx.publish.metrics;

import java.math.BigDecimal;

/** Writes metrics in the text format of Prometheus, version 0.0.4. */
public final class PrometheusText {
    /** The media type of the format. */
    public static final String MEDIA_TYPE = "text/plain; version=0.0.4";

    private final StringBuilder text = new StringBuilder();

    /**
     * Begins a metric.
     *
     * @param help what it counts, in a sentence
     * @param type the type in the format, such as {@code gauge}
     */
    public void header(String name, String help, String type) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    /** @param labels as {@link Labels#toString} returns them; empty for none */
    public void sample(String name, String labels, double value) {
        text.append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        text.append(' ')
                .append(BigDecimal.valueOf(value).stripTrailingZeros().toPlainString())
                .append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
