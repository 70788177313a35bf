package io.powerx.publish.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.http.Reply;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The form in which a server replies: where the content is in its JSON, and how it reports errors. */
public interface Dialect {
    /** The error that a reply describes; {@link Problem#NONE} if it describes none in a form that is understood. */
    Problem problem(Reply reply);

    /** The failure that an unsuccessful reply means to this route. */
    <T> Failed<T> failure(Route route, Reply reply, Problem problem, Instant now);

    /**
     * The content of a successful reply.
     *
     * @return null if the reply is empty
     * @throws InvalidReplyException if the JSON does not have the server's form
     * @throws IOException if the reply is not JSON
     */
    @Nullable
    JsonNode content(Reply reply) throws IOException;
}
