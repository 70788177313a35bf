package io.powerx.publish.upload.s3;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.http.Outcome;
import io.powerx.publish.http.Outcome.Again;
import io.powerx.publish.http.Outcome.Failed;
import io.powerx.publish.http.Reply;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.upload.PartTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests to the store and interprets its refusals (Amazon S3 API, Error Responses). If the store rejects the time of this
 * machine, later signatures use the store's time.
 */
final class StoreAccess implements PartTarget {
    static final String CHECKSUM = "x-amz-checksum-sha256";

    private static final int SHOWN_CODE = 100;
    private static final Duration SKEW_WORTH_SETTING = Duration.ofMinutes(1);

    private final SignatureV4 signature;
    private final Clock clock;
    private final Redactor redactor;
    private final AtomicReference<Duration> skew = new AtomicReference<>(Duration.ZERO);

    StoreAccess(ArtifactStoreSettings store, Clock clock, Redactor redactor) {
        this.signature = new SignatureV4(store);
        this.clock = clock;
        this.redactor = redactor;
    }

    @Override
    public Request authorized(Request request) {
        String checksum = request.header(CHECKSUM);
        boolean unsigned = request.isHttps() || checksum == null;
        return authorized(request, unsigned ? SignatureV4.UNSIGNED_PAYLOAD : hex(checksum));
    }

    /** @param payload SHA-256 of the body in hex */
    Request authorized(Request request, String payload) {
        return signature.sign(request, payload, clock.instant().plus(skew.get()));
    }

    @Override
    public <T> @Nullable Failed<T> refusal(Reply reply, String where) {
        XmlReply error = XmlReply.parse(reply.body())
                .filter(document -> document.name().equals("Error"))
                .orElse(null);
        String code = error == null ? "" : ForeignText.oneLine(error.text("Code"), SHOWN_CODE, redactor);
        String found = where + " answered HTTP " + reply.status() + (code.isEmpty() ? "" : " " + code) + storeId(reply);
        return switch (code) {
            case "RequestTimeTooSkewed" ->
                isClockSet(reply)
                        ? failed(reply, code, Again.AT_ONCE, ErrorCode.STORE_UNAUTHORIZED, found)
                        : failed(
                                reply,
                                code,
                                Again.NEVER,
                                ErrorCode.STORE_UNAUTHORIZED,
                                found + ": the clock of this machine is wrong");
            case "RequestTimeout", "OperationAborted", "InternalError" ->
                failed(reply, code, Again.LATER, ErrorCode.UPLOAD_FAILED, found);
            case "BadDigest", "XAmzContentSHA256Mismatch", "XAmzContentChecksumMismatch", "IncompleteBody" ->
                failed(reply, code, Again.BRIEFLY, ErrorCode.UPLOAD_FAILED, found);
            case "NoSuchUpload", "InvalidPart", "InvalidPartOrder" ->
                failed(reply, code, Again.NEVER, ErrorCode.PARTS_MISSING, found);
            case "EntityTooLarge" -> failed(reply, code, Again.NEVER, ErrorCode.ARTIFACT_TOO_LARGE, found);
            case "ExpiredToken", "InvalidToken", "TokenRefreshRequired", "InvalidAccessKeyId" ->
                failed(reply, code, Again.NEVER, ErrorCode.STORE_UNAUTHORIZED, found);
            case "NoSuchBucket", "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect" ->
                failed(reply, code, Again.NEVER, ErrorCode.STORE_INVALID, found + region(reply, error));
            default -> ofStatus(reply, code, found);
        };
    }

    private static <T> @Nullable Failed<T> ofStatus(Reply reply, String code, String found) {
        if (reply.again() != Again.NEVER) {
            return null;
        }
        return switch (reply.status()) {
            case 401, 403 -> failed(reply, code, Again.NEVER, ErrorCode.STORE_UNAUTHORIZED, found);
            case 301, 302, 307, 308, 404 -> failed(reply, code, Again.NEVER, ErrorCode.STORE_INVALID, found);
            default -> failed(reply, code, Again.NEVER, ErrorCode.UPLOAD_FAILED, found);
        };
    }

    private static <T> Failed<T> failed(Reply reply, String code, Again again, ErrorCode means, String found) {
        String words = "HTTP " + reply.status() + (code.isEmpty() ? "" : " " + code);
        return Outcome.Failed.of(reply.status(), words, again, means, found);
    }

    private String storeId(Reply reply) {
        String id = ForeignText.token(reply.headers().get("x-amz-request-id"), 100);
        return id == null ? "" : " (x-amz-request-id " + redactor.redact(id) + ")";
    }

    private String region(Reply reply, @Nullable XmlReply error) {
        String named = error == null ? null : error.text("Region");
        String region = ForeignText.token(named == null ? reply.headers().get("x-amz-bucket-region") : named, 50);
        return region == null ? "" : "; the bucket's region is " + redactor.redact(region);
    }

    /** Adopts the store's time and returns whether it differs noticeably. */
    boolean isClockSet(Reply reply) {
        String date = reply.headers().get("Date");
        if (date == null) {
            return false;
        }
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration difference = Duration.between(clock.instant(), theirs);
            Duration before = skew.getAndSet(difference);
            return difference.minus(before).abs().compareTo(SKEW_WORTH_SETTING) > 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String hex(String base64) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
    }
}
