package io.powerx.publish.testing;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.upload.UploadControl;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The side that has the token. It records what is reported to it. */
public final class RecordingControl implements UploadControl {
    private final Marketplace marketplace;
    private final String publishId;
    private final PackedArtifact[] artifacts;
    private final List<String> stored = new CopyOnWriteArrayList<>();
    private final Events events = new Events();
    private final AtomicInteger renewals = new AtomicInteger();

    public RecordingControl(Marketplace marketplace, String publishId, PackedArtifact... artifacts) {
        this.marketplace = marketplace;
        this.publishId = publishId;
        this.artifacts = artifacts;
    }

    @Override
    public List<Publish.Upload> renew() {
        renewals.incrementAndGet();
        return marketplace.renew(publishId, Samples.artifactsOf(artifacts)).uploads();
    }

    @Override
    public void stored(String artifact, int part, String etag, String sha256) {
        stored.add(artifact + "#" + part);
    }

    @Override
    public void event(PublishEvent event) {
        events.on(event);
    }

    /** {@code artifact#part} in the order of arrival. */
    public List<String> stored() {
        return List.copyOf(stored);
    }

    public int renewals() {
        return renewals.get();
    }

    public Events events() {
        return events;
    }
}
