package io.powerx.publish.sandbox.api;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many of the sent events arrived.
 *
 * @param received events
 * @param lost events, at least
 * @param runs runs of which an event arrived
 * @param open those runs that started and whose end has not arrived
 */
public record TelemetryCoverage(long received, long lost, long runs, long open) {
    /**
     * Counts lost events. The events of a run are numbered from 1, so a gap is a loss; the senders report the events that they dropped,
     * some of which leave gaps. Anyone can send an event with a large number, so a run counts for at most as many losses as events.
     */
    public static TelemetryCoverage of(List<Telemetry.Event> events) {
        Map<String, List<Telemetry.Event>> runs =
                events.stream().collect(Collectors.groupingBy(Telemetry.Event::runId));
        long missing =
                runs.values().stream().mapToLong(TelemetryCoverage::missing).sum();
        long dropped = events.stream().mapToLong(Telemetry.Event::dropped).sum();
        long open = runs.values().stream().filter(TelemetryCoverage::isOpen).count();
        return new TelemetryCoverage(events.size(), Math.max(missing, dropped), runs.size(), open);
    }

    public long expected() {
        return received + lost;
    }

    private static boolean isOpen(List<Telemetry.Event> run) {
        return run.stream().anyMatch(Telemetry.Event::startsRun) && run.stream().noneMatch(Telemetry.Event::endsRun);
    }

    private static long missing(List<Telemetry.Event> run) {
        long last = run.stream().mapToLong(Telemetry.Event::sequence).max().orElse(0);
        return Math.max(0, Math.min(last - run.size(), run.size()));
    }
}
