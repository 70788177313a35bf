package io.powerx.publish.event;

/** Receives the events of a publish, from several threads. Must not block and must not throw. */
@FunctionalInterface
public interface PublishListener {
    void on(PublishEvent event);

    /** Ignores all events. */
    PublishListener NONE = event -> {};

    /** Returns a listener that passes every event to this one and then to the other one. */
    default PublishListener and(PublishListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
