package io.powerx.publish.upload;

import io.powerx.publish.http.Outcome.Again;
import io.powerx.publish.http.Reply;

/** What an attempt tells {@link AdaptiveLimit}. */
enum Share {
    SUCCEEDED,
    LOST,
    REFUSED;

    static Share of(Reply reply) {
        if (reply.isSuccessful()) {
            return PartReplies.etag(reply) == null ? REFUSED : SUCCEEDED;
        }
        return reply.again() == Again.NEVER ? REFUSED : LOST;
    }

    void giveBack(AdaptiveLimit limit) {
        switch (this) {
            case SUCCEEDED -> limit.succeeded();
            case LOST -> limit.lost();
            case REFUSED -> limit.refused();
        }
    }
}
