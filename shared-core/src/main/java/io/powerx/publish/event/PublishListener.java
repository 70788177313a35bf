package io.powerx.publish.event;

/** Hears what a publish tells. Called from several threads; must not block and must not throw. */
@FunctionalInterface
public interface PublishListener {
    void on(PublishEvent event);

    /** Hears nothing. */
    PublishListener NONE = event -> {};

    /** Passes every event on to both. */
    default PublishListener and(PublishListener other) {
        return event -> {
            on(event);
            other.on(event);
        };
    }
}
