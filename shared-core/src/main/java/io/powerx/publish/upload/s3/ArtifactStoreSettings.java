package io.powerx.publish.upload.s3;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An S3 store and its credentials. Not serializable, because the credentials must not leave this machine.
 *
 * @param endpoint without bucket, such as {@code https://s3.eu-central-1.amazonaws.com}
 * @param prefix folder in the bucket, segments separated by slashes; empty for none
 * @param region that requests are signed for
 * @param pathStyle whether the bucket is in the path rather than in the host name
 * @param sessionToken of temporary credentials; null for permanent ones
 */
public record ArtifactStoreSettings(
        URI endpoint,
        String bucket,
        String prefix,
        String region,
        boolean pathStyle,
        Secret accessKey,
        Secret secretKey,
        @Nullable Secret sessionToken) {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,50}");
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9!_.*'()@=+-]{1,200}");

    /** @throws PublishException {@link ErrorCode#OPTION_INVALID} or {@link ErrorCode#ENDPOINT_INSECURE} */
    public ArtifactStoreSettings {
        Endpoints.require(endpoint);
        if (!BUCKET.matcher(bucket).matches()) {
            throw invalid("the bucket's name must be 3 to 63 lower-case letters, digits, dots and hyphens");
        }
        if (!REGION.matcher(region).matches()) {
            throw invalid("the region must be lower-case letters, digits and hyphens, such as eu-central-1");
        }
        if (!segments(prefix).stream().allMatch(ArtifactStoreSettings::isSegment)) {
            throw invalid("the prefix must not contain \".\", \"..\" or anything but letters, digits and !_.*'()@=+-");
        }
    }

    /** The prefix, split at slashes. */
    List<String> prefixSegments() {
        return segments(prefix);
    }

    private static List<String> segments(String prefix) {
        return Stream.of(prefix.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    private static boolean isSegment(String part) {
        return SEGMENT.matcher(part).matches() && !part.equals(".") && !part.equals("..");
    }

    private static PublishException invalid(String found) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "use the artifact store", found);
    }
}
