package io.powerx.publish.upload;

import io.powerx.publish.secret.ForeignText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.Request;

/**
 * The headers that a server may specify for a part: those that describe the content, conditions, and those of the
 * common stores. With any other header, such as Authorization, Host or a cookie, a server could make this client send
 * requests to services that should not receive them.
 */
final class PartHeaders {
    private static final Set<String> NAMES = Set.of(
            "cache-control",
            "content-digest",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-md5",
            "content-type",
            "digest",
            "expires",
            "if-match",
            "if-none-match",
            "repr-digest");

    /** Amazon S3, Google, Azure, Alibaba, Huawei and Tencent; the last three are for a Marketplace's own store. */
    private static final List<String> PREFIXES =
            List.of("x-amz-", "x-goog-", "x-ms-", "x-oss-", "x-obs-", "x-cos-", "x-px-", "x-powerx-", "x-store-");

    private static final int MAX_SHOWN = 60;

    private PartHeaders() {}

    /** A header that a server must not specify; the message is a clause. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private RefusedException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * Adds a header to the request of a part.
     *
     * @param length of the part in bytes
     * @throws RefusedException if a server must not specify it
     * @throws IllegalArgumentException if it is malformed
     */
    static void add(Request.Builder request, String name, String value, long length) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("content-length") && value.equals(Long.toString(length))) {
            return;
        }
        if (!NAMES.contains(lower) && PREFIXES.stream().noneMatch(lower::startsWith)) {
            throw new RefusedException("the server specified the header " + ForeignText.oneLine(name, MAX_SHOWN)
                    + ", which is not allowed for a part");
        }
        request.header(name, value);
    }
}
