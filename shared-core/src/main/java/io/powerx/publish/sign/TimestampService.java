package io.powerx.publish.sign;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.Operation;
import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Reply;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;

/**
 * A timestamp authority (RFC 3161), which receives the digest of a signature. Plain HTTP is allowed, as most public authorities offer only
 * that: the digest is not a secret, and a reply that was changed on its way does not pass its checks.
 */
final class TimestampService {
    private static final MediaType QUERY = MediaType.get("application/timestamp-query");
    private static final int MAX_REPLY = 64 << 10;
    private static final int NONCE_BITS = 64;
    private static final int MAX_SHOWN = 200;

    private final Signers.Connection connection;
    private final HttpUrl url;
    private final Clock clock;

    /** @throws PublishException {@link ErrorCode#OPTION_INVALID} if the address is neither http nor https */
    TimestampService(Signers.Connection connection, URI url, Clock clock) {
        HttpUrl parsed = HttpUrl.parse(url.toString());
        if (parsed == null) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID, "use the timestamp authority", "its address is not an http or https URL");
        }
        this.connection = connection;
        this.url = parsed;
        this.clock = clock;
    }

    /**
     * The DER of a token for a signature.
     *
     * @throws PublishException {@link ErrorCode#SIGNING_SERVICE_FAILED}
     */
    byte[] timestamp(byte[] signature) {
        TimeStampRequest query = query(signature);
        try {
            return connection
                    .retrier()
                    .call(
                            new Operation(
                                    "timestamp",
                                    "get a timestamp for the signature",
                                    Operation.Repeat.ALWAYS,
                                    "POST",
                                    url.toString()),
                            requestId -> outcome(
                                    query,
                                    HttpCall.send(
                                            connection
                                                    .client()
                                                    .newCall(new Request.Builder()
                                                            .url(url)
                                                            .header("Accept", "application/timestamp-reply")
                                                            .header("X-Request-ID", requestId)
                                                            .post(RequestBody.create(encoded(query), QUERY))
                                                            .build()),
                                            MAX_REPLY)));
        } catch (PublishException e) {
            if (e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            throw PublishException.of(
                            ErrorCode.SIGNING_SERVICE_FAILED, "get a timestamp from " + url.redact(), e.found())
                    .advice("Check {timestamp-url}, then {again}.")
                    .causedBy(e);
        }
    }

    private static TimeStampRequest query(byte[] signature) {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        return generator.generate(
                TSPAlgorithms.SHA256,
                Crypto.digest("SHA-256", signature),
                new BigInteger(NONCE_BITS, new SecureRandom()));
    }

    private static byte[] encoded(TimeStampRequest query) throws IOException {
        return query.getEncoded();
    }

    private Outcome<byte[]> outcome(TimeStampRequest query, Reply reply) {
        if (reply.status() != 200) {
            return TimestampService.refused(reply, reply.again(), "it answered " + reply.status())
                    .after(reply.retryAfter(clock.instant()));
        }
        if (reply.oversized()) {
            return refused(reply, Outcome.Again.NEVER, "its reply is larger than " + MAX_REPLY + " bytes");
        }
        try {
            TimeStampResponse response = new TimeStampResponse(reply.body().toByteArray());
            response.validate(query);
            if (response.getTimeStampToken() == null) {
                return refused(
                        reply,
                        Outcome.Again.NEVER,
                        "it issued no timestamp: " + ForeignText.oneLine(response.getStatusString(), MAX_SHOWN));
            }
            return new Outcome.Done<>(response.getTimeStampToken().getEncoded("DER"), 200, "HTTP 200");
        } catch (TSPException | IOException | RuntimeException e) {
            return refused(reply, Outcome.Again.BRIEFLY, "its reply is not a timestamp for this signature");
        }
    }

    private static Outcome.Failed<byte[]> refused(Reply reply, Outcome.Again again, String found) {
        return Outcome.Failed.of(
                reply.status(), "HTTP " + reply.status(), again, ErrorCode.SIGNING_SERVICE_FAILED, found);
    }
}
