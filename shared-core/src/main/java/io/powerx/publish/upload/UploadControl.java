package io.powerx.publish.upload;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.Publish;
import java.util.List;

/**
 * What the sender of parts needs of the side that has the token. In Jenkins these calls go from the agent to the controller. Called
 * from several threads.
 */
public interface UploadControl {
    /** Fresh URLs for everything that is still missing. */
    List<Publish.Upload> renew();

    /**
     * The store has taken a part; it is in the journal when this returns.
     *
     * @param sha256 of the part; empty where the store takes no checksums, so that none was computed
     */
    void stored(String artifact, int part, String etag, String sha256);

    /** Progress and request attempts. */
    void event(PublishEvent event);
}
