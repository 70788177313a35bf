package io.powerx.publish.upload;

import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Reply;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** The store that parts go to: how it authorizes requests, and what its refusals mean. Called from several threads. */
public interface PartTarget {
    /** Stores behind signed URLs: requests need nothing else, and error statuses have their HTTP meaning. */
    PartTarget SIGNED_URLS = new PartTarget() {
        @Override
        public Request authorized(Request request) {
            return request;
        }

        @Override
        public <T> Outcome.@Nullable Failed<T> refusal(Reply reply, String where) {
            return null;
        }
    };

    /** Returns the request with whatever the store requires, such as a signature. */
    Request authorized(Request request);

    /**
     * Interprets an unsuccessful reply.
     *
     * @param where host and path to show
     * @return null if the status alone decides
     */
    <T> Outcome.@Nullable Failed<T> refusal(Reply reply, String where);
}
