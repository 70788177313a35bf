package io.jenkins.plugins.powerx.release;

import io.jenkins.plugins.powerx.config.CoreTexts;
import java.util.List;
import java.util.Map;

/** The duration of a stage as pages show it. */
public final class StageTiming {
    private final String stage;
    private final long millis;
    private final int percent;

    private StageTiming(String stage, long millis, long longest) {
        this.stage = stage;
        this.millis = millis;
        this.percent = (int) (100 * millis / longest);
    }

    static List<StageTiming> of(Map<String, Long> timings) {
        long longest = Math.max(
                1, timings.values().stream().mapToLong(Long::longValue).max().orElse(1));
        return timings.entrySet().stream()
                .map(timing -> new StageTiming(timing.getKey(), timing.getValue(), longest))
                .toList();
    }

    public String getStage() {
        return stage;
    }

    /** The stage in the language of the user. */
    public String getTitle() {
        return CoreTexts.word(CoreTexts.Kind.STAGE, stage);
    }

    /** In the language of the user. */
    public String getText() {
        return TimeSpan.text(millis);
    }

    /** Relative to the longest stage. */
    public int getPercent() {
        return percent;
    }
}
