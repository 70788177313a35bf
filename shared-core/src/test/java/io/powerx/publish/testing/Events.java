package io.powerx.publish.testing;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the events of a publish. */
public final class Events implements PublishListener {
    private final List<PublishEvent> all = new CopyOnWriteArrayList<>();

    @Override
    public void on(PublishEvent event) {
        all.add(event);
    }

    public <E extends PublishEvent> List<E> of(Class<E> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public List<PublishEvent.RequestAttempt> attempts() {
        return of(PublishEvent.RequestAttempt.class);
    }

    /** The number of attempts that another one followed. */
    public long retries() {
        return attempts().stream()
                .filter(attempt -> attempt.nextDelay() != null)
                .count();
    }

    @Override
    public String toString() {
        return all.toString();
    }
}
