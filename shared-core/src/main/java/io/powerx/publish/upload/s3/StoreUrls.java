package io.powerx.publish.upload.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;

/** The URLs of bucket and objects, in path style or virtual-host style. */
final class StoreUrls {
    private final ArtifactStoreSettings store;
    private final HttpUrl bucket;

    StoreUrls(ArtifactStoreSettings store) {
        this.store = store;
        HttpUrl endpoint = Objects.requireNonNull(HttpUrl.get(store.endpoint()));
        HttpUrl.Builder url = endpoint.newBuilder().encodedPath("/");
        endpoint.pathSegments().stream().filter(part -> !part.isEmpty()).forEach(url::addPathSegment);
        if (store.pathStyle()) {
            url.addPathSegment(store.bucket());
        } else {
            url.host(store.bucket() + "." + endpoint.host());
        }
        this.bucket = url.build();
    }

    /** The bucket itself. */
    HttpUrl bucket() {
        return bucket;
    }

    /** The object's key contains the artifact's digest, so that no object changes once its URL has been published. */
    String key(String pluginId, String version, String sha256, String name) {
        List<String> segments = new ArrayList<>(store.prefixSegments());
        segments.addAll(List.of(pluginId, version, sha256, name));
        return String.join("/", segments);
    }

    /** The plain URL of an object. */
    HttpUrl object(String key) {
        HttpUrl.Builder url = bucket.newBuilder();
        for (String segment : key.split("/")) {
            url.addEncodedPathSegment(SignatureV4.uriEncode(segment));
        }
        return url.build();
    }

    /** The URL with one more parameter. */
    static HttpUrl with(HttpUrl url, String name, String value) {
        return url.newBuilder()
                .addEncodedQueryParameter(SignatureV4.uriEncode(name), SignatureV4.uriEncode(value))
                .build();
    }
}
