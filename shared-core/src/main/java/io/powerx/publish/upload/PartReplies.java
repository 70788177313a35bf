package io.powerx.publish.upload;

import io.powerx.publish.http.Reply;
import io.powerx.publish.secret.ForeignText;
import org.jspecify.annotations.Nullable;

/** What a store's replies say, whatever the store. */
final class PartReplies {
    private static final int LONGEST_ETAG = 1000;

    private PartReplies() {}

    /** The part's name; null where there is none that can be sent back. */
    static @Nullable String etag(Reply reply) {
        return ForeignText.token(reply.headers().get("ETag"), LONGEST_ETAG);
    }

    /** What a store answers to an address that has expired; some hide what they refuse. */
    static boolean isRefused(int status) {
        return status == 401 || status == 403 || status == 404 || status == 410;
    }
}
