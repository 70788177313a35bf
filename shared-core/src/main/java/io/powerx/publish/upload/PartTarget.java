package io.powerx.publish.upload;

import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Reply;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** What the place that parts go to asks of requests, and what it means by a refusal. Called from several threads. */
public interface PartTarget {
    /** Addresses that a server signed: they need nothing else, and a refusal means what HTTP says. */
    PartTarget SIGNED_ADDRESSES = new PartTarget() {
        @Override
        public Request authorized(Request request) {
            return request;
        }

        @Override
        public <T> Outcome.@Nullable Failed<T> refusal(Reply reply, String where) {
            return null;
        }
    };

    /** The request as the target accepts it. */
    Request authorized(Request request);

    /**
     * What a reply that is no success means.
     *
     * @param where host and path, fit to be shown
     * @return null where the status alone tells
     */
    <T> Outcome.@Nullable Failed<T> refusal(Reply reply, String where);
}
