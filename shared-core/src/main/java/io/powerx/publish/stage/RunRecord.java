package io.powerx.publish.stage;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records the phase, the timings and the progress of one publish while it runs. */
public final class RunRecord {
    private final Map<Class<?>, Progress> reached = new HashMap<>();
    private final Map<String, Long> timings = new LinkedHashMap<>();
    private @Nullable String phase;

    /** @param id of the stage that starts, or {@code receipt} after the last one */
    public void begin(String id) {
        phase = id;
    }

    void reached(Progress progress) {
        reached.put(progress.getClass(), progress);
        if (progress instanceof Progress.AfterRegistration later) {
            reached.put(Registered.class, later.registered());
        }
    }

    void took(String stage, Duration elapsed) {
        timings.merge(stage, elapsed.toMillis(), Long::sum);
    }

    /** The running or failed stage; null before the first. */
    public @Nullable String phase() {
        return phase;
    }

    /** The record of that type; empty if the publish has not got that far. */
    public <T extends Progress> Optional<T> find(Class<T> type) {
        return Optional.ofNullable(type.cast(reached.get(type)));
    }

    /** Like {@link #find}, for callers that run only after that stage. */
    public <T extends Progress> T require(Class<T> type) {
        return find(type).orElseThrow(() -> new IllegalStateException("the publish has not got to " + type));
    }

    /** Stage id to milliseconds, in the order in which the stages ran. */
    public Map<String, Long> timings() {
        return Collections.unmodifiableMap(timings);
    }
}
