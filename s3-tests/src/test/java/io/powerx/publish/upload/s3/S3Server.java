package io.powerx.publish.upload.s3;

import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.S3Object;

/** An S3 server on loopback that verifies signatures. */
public final class S3Server implements AutoCloseable {
    public static final String BUCKET = "artifacts";
    public static final Secret SECRET = Secret.of("a-secret-access-key-for-tests");

    private static final String ACCESS_KEY = "test-access-key";

    private final BlobStore blobs;
    private final S3Proxy server;

    private S3Server(BlobStore blobs, S3Proxy server) {
        this.blobs = blobs;
        this.server = server;
    }

    public static S3Server start(Path folder) {
        try {
            BlobStore blobs =
                    new FilesystemNio2BlobStore(Files.createDirectories(folder).toString());
            blobs.createContainer(BUCKET);
            S3Proxy server = S3Proxy.builder()
                    .blobStore(blobs)
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .virtualHost("localhost")
                    // The server has no temporary credentials, but verifies their token like any signed header.
                    .ignoreUnknownHeaders(true)
                    .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY, SECRET.reveal())
                    .build();
            server.start();
            return new S3Server(blobs, server);
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server did not start", e);
        }
    }

    public ArtifactStoreSettings settings() {
        return settings(BUCKET, true, SECRET, null);
    }

    ArtifactStoreSettings settings(String bucket, boolean pathStyle, Secret secret, Secret sessionToken) {
        return new ArtifactStoreSettings(
                URI.create("http://localhost:" + server.getPort()),
                bucket,
                "plugins/by+name",
                "eu-central-1",
                pathStyle,
                Secret.of(ACCESS_KEY),
                secret,
                sessionToken);
    }

    List<String> keys() {
        return blobs.list(BUCKET).contents().stream().map(S3Object::key).toList();
    }

    byte[] object(String key) {
        try (InputStream in = blobs.getBlob(BUCKET, key)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int uploadsUnderWay() {
        return blobs.listMultipartUploads(BUCKET).size();
    }

    /** Aborts all uploads, and deletes the objects that the server keeps for them. */
    void abortUploads() {
        for (var upload : blobs.listMultipartUploads(BUCKET)) {
            blobs.abortMultipartUpload(new MultipartUpload(
                    upload.uploadId(),
                    CreateMultipartUploadRequest.builder()
                            .bucket(BUCKET)
                            .key(upload.key())
                            .build()));
            blobs.removeBlob(BUCKET, ".s3proxy-mpu-stub-" + upload.uploadId());
        }
    }

    /** What an operator does whose Marketplace reads without credentials. */
    public void makePublic() {
        keys().forEach(key -> blobs.setBlobAccess(BUCKET, key, ObjectCannedACL.PUBLIC_READ));
    }

    void delete(String key) {
        blobs.removeBlob(BUCKET, key);
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the S3 server did not stop", e);
        }
    }
}
