package io.powerx.publish.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.http.Reply;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a server words its answers and refusals. */
public interface Dialect {
    /** The contract's: bare JSON, and RFC 9457 problem details. */
    Dialect MARKETPLACE = new Dialect() {
        @Override
        public Problem problem(Reply reply) {
            return ProblemReader.read(reply);
        }

        @Override
        public <T> Failed<T> failure(Route route, Reply reply, Problem problem, Instant now) {
            return ProblemReader.failure(route, reply, problem, now);
        }

        @Override
        public @Nullable JsonNode answer(Reply reply) throws IOException {
            return Json.mapper().readTree(reply.body().toByteArray());
        }
    };

    /** What a refusal says; one without members where it says nothing that is understood. */
    Problem problem(Reply reply);

    /** What a refusal means. */
    <T> Failed<T> failure(Route route, Reply reply, Problem problem, Instant now);

    /**
     * What an answer holds.
     *
     * @throws InvalidReplyException where it does not follow the server's form
     */
    @Nullable
    JsonNode answer(Reply reply) throws IOException;
}
