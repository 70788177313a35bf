package io.powerx.publish.upload.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import okhttp3.HttpUrl;

/** Where buckets and objects are: path style or virtual-host style. */
final class StoreAddresses {
    private final ArtifactStoreSettings store;
    private final HttpUrl bucket;

    StoreAddresses(ArtifactStoreSettings store) {
        this.store = store;
        HttpUrl endpoint = Objects.requireNonNull(HttpUrl.get(store.endpoint()));
        HttpUrl.Builder address = endpoint.newBuilder().encodedPath("/");
        endpoint.pathSegments().stream().filter(part -> !part.isEmpty()).forEach(address::addPathSegment);
        if (store.pathStyle()) {
            address.addPathSegment(store.bucket());
        } else {
            address.host(store.bucket() + "." + endpoint.host());
        }
        this.bucket = address.build();
    }

    /** The bucket itself. */
    HttpUrl bucket() {
        return bucket;
    }

    /** Names the object of an artifact by the artifact's own digest, so that no object ever changes once somebody was told of it. */
    String key(String pluginId, String version, String sha256, String name) {
        List<String> segments = new ArrayList<>(store.prefixSegments());
        segments.addAll(List.of(pluginId, version, sha256, name));
        return String.join("/", segments);
    }

    /** The plain address of an object. */
    HttpUrl object(String key) {
        HttpUrl.Builder address = bucket.newBuilder();
        for (String segment : key.split("/")) {
            address.addEncodedPathSegment(UriEncoding.encode(segment));
        }
        return address.build();
    }

    /** The address with one more parameter. */
    static HttpUrl with(HttpUrl url, String name, String value) {
        return url.newBuilder()
                .addEncodedQueryParameter(UriEncoding.encode(name), UriEncoding.encode(value))
                .build();
    }
}
