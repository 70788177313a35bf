package io.jenkins.plugins.powerx.agent;

import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.remoting.Channel;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.upload.UploadControl;
import java.io.NotSerializableException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jenkinsci.remoting.SerializableOnlyOverRemoting;

/**
 * Connects the upload on the agent with its control on the controller. On the controller, it ignores calls after the end of the upload, so
 * that an agent that has not stopped yet has no effect. On the agent, it is a proxy that reports progress at most once per second.
 */
@SuppressFBWarnings(
        value = "SE_TRANSIENT_FIELD_NOT_RESTORED",
        justification = "never deserialized: a proxy replaces it")
final class RemoteUploadControl implements UploadControl, SerializableOnlyOverRemoting, AutoCloseable {
    private static final long serialVersionUID = 1L;

    private final transient UploadControl control;
    private transient volatile boolean closed;

    RemoteUploadControl(@NonNull UploadControl control) {
        this.control = control;
    }

    @Override
    public List<Publish.Upload> renew() {
        if (closed) {
            throw new IllegalStateException("the upload has ended");
        }
        return new ArrayList<>(control.renew());
    }

    @Override
    public void stored(String artifact, int part, String etag, String sha256) {
        if (!closed) {
            control.stored(artifact, part, etag, sha256);
        }
    }

    @Override
    public void event(PublishEvent event) {
        if (!closed) {
            control.event(event);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private Object writeReplace() throws ObjectStreamException {
        Channel channel = getChannelForSerialization();
        UploadControl proxy = channel.export(UploadControl.class, this);
        if (proxy == null) {
            throw new NotSerializableException("no channel to the agent");
        }
        return new Remote(proxy);
    }

    /** The proxy on the agent. */
    @SuppressFBWarnings(value = "SE_BAD_FIELD", justification = "remoting serializes exported proxies")
    private static final class Remote implements Serializable {
        private static final long serialVersionUID = 1L;
        private final UploadControl proxy;

        Remote(UploadControl proxy) {
            this.proxy = proxy;
        }

        private Object readResolve() {
            return new RemoteUploadControl(new Throttled(proxy));
        }
    }

    private static final class Throttled implements UploadControl {
        private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
        private final UploadControl next;
        private final AtomicLong lastProgress = new AtomicLong(System.nanoTime() - PAUSE);

        Throttled(UploadControl next) {
            this.next = next;
        }

        @Override
        public List<Publish.Upload> renew() {
            return next.renew();
        }

        @Override
        public void stored(String artifact, int part, String etag, String sha256) {
            next.stored(artifact, part, etag, sha256);
        }

        @Override
        public void event(PublishEvent event) {
            if (event instanceof PublishEvent.Progress progress && progress.done() < progress.total()) {
                long now = System.nanoTime();
                long last = lastProgress.get();
                if (now - last < PAUSE || !lastProgress.compareAndSet(last, now)) {
                    return;
                }
            }
            next.event(event);
        }
    }
}
