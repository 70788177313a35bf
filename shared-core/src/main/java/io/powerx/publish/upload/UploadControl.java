package io.powerx.publish.upload;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.Publish;
import java.util.List;

/**
 * The side of an upload that has the token. In Jenkins these calls go from the agent to the controller. Called from several threads.
 */
public interface UploadControl {
    /** Returns new URLs for everything that is still missing. */
    List<Publish.Upload> renew();

    /**
     * Records a part that the store has accepted; it is in the journal when this returns.
     *
     * @param sha256 of the part; empty if it was not computed, since the store takes no checksums
     */
    void stored(String artifact, int part, String etag, String sha256);

    /** Receives progress and request attempts. */
    void event(PublishEvent event);
}
