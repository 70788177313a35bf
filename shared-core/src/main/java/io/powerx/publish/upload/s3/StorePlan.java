package io.powerx.publish.upload.s3;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.upload.s3.StoreCalls.StoredPart;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Determines which parts of an artifact the store has, and which have to be sent. */
final class StorePlan {
    /** The largest object sent in one piece, and the size of parts unless there would be too many. */
    static final long PART_SIZE = 8 << 20;

    private static final int BUFFER = 256 << 10;
    private static final long MIB = 1 << 20;
    private static final long MAX_PARTS = 10_000;
    private static final String MEDIA_TYPE = "application/octet-stream";

    private final StoreCalls calls;
    private final StoreUrls urls;
    private final PublishListener listener;

    StorePlan(StoreCalls calls, StoreUrls urls, PublishListener listener) {
        this.calls = calls;
        this.urls = urls;
        this.listener = listener;
    }

    /**
     * An artifact to send.
     *
     * @param uploadId null if it is sent in one piece
     */
    record Pending(String key, @Nullable String uploadId, Publish.Upload upload) {}

    /** What has to be sent of the artifact; empty if the store already has it. */
    Optional<Pending> of(String key, PackedArtifact packed) {
        Artifact artifact = packed.artifact();
        boolean there = calls.head(key)
                .filter(found ->
                        found.size() == artifact.size() && artifact.sha256().equals(found.sha256()))
                .isPresent();
        if (there) {
            return Optional.empty();
        }
        return Optional.of(artifact.size() <= PART_SIZE ? whole(key, artifact) : inParts(key, packed));
    }

    private Pending whole(String key, Artifact artifact) {
        Publish.Part part = new Publish.Part(
                1,
                urls.object(key).toString(),
                Map.of("Content-Type", mediaType(artifact), StoreCalls.DIGEST, artifact.sha256()),
                false,
                null,
                null);
        return new Pending(key, null, upload(artifact, "single", null, List.of(part)));
    }

    private Pending inParts(String key, PackedArtifact packed) {
        Artifact artifact = packed.artifact();
        Optional<String> unfinished = unfinished(key);
        Map<Integer, StoredPart> stored = unfinished.map(id -> calls.parts(key, id)).orElse(List.of()).stream()
                .collect(Collectors.toMap(StoredPart::number, Function.identity(), (first, second) -> second));
        String uploadId = unfinished.orElseGet(() -> calls.create(key, artifact.sha256(), mediaType(artifact)));
        HttpUrl base = StoreUrls.with(urls.object(key), "uploadId", uploadId);
        long partSize = partSize(artifact.size());
        List<Publish.Part> parts = new ArrayList<>();
        for (long offset = 0; offset < artifact.size(); offset += partSize) {
            int number = parts.size() + 1;
            String url =
                    StoreUrls.with(base, "partNumber", Integer.toString(number)).toString();
            long length = Math.min(partSize, artifact.size() - offset);
            parts.add(part(number, url, stored.get(number), packed.file(), offset, length));
        }
        return new Pending(key, uploadId, upload(artifact, "multipart", partSize, parts));
    }

    /** If the publisher may not list uploads, all parts are sent again. */
    private Optional<String> unfinished(String key) {
        try {
            return calls.latestUnfinishedUpload(key);
        } catch (PublishException e) {
            if (e.code() != ErrorCode.STORE_UNAUTHORIZED) {
                throw e;
            }
            listener.on(new PublishEvent.Note(PublishEvent.Note.Level.WARNING, e.getMessage()));
            return Optional.empty();
        }
    }

    private static Publish.Part part(
            int number, String url, @Nullable StoredPart stored, String file, long offset, long length) {
        String sha256 = stored == null || stored.size() != length ? null : sha256(stored, file, offset);
        return stored != null && sha256 != null
                ? new Publish.Part(number, url, null, true, stored.etag(), sha256)
                : new Publish.Part(number, url, null, false, null, null);
    }

    /**
     * The SHA-256 of a part in the store, which is needed to complete the upload; null if it is unknown or the part differs from the file.
     * Stores that list no checksums have the MD5 as ETag, which is sufficient to detect a mix-up.
     */
    private static @Nullable String sha256(StoredPart stored, String file, long offset) {
        String checksum = stored.checksum();
        if (checksum != null && checksum.matches("[A-Za-z0-9+/]{43}=")) {
            return HexFormat.of().formatHex(Base64.getDecoder().decode(checksum));
        }
        String etag = stored.etag().replace("\"", "").toLowerCase(Locale.ROOT);
        if (!etag.matches("[0-9a-f]{32}")) {
            return null;
        }
        MessageDigest md5 = md5();
        MessageDigest sha256 = Sha256.digest();
        read(file, offset, stored.size(), md5, sha256);
        HexFormat hex = HexFormat.of();
        return etag.equals(hex.formatHex(md5.digest())) ? hex.formatHex(sha256.digest()) : null;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }

    private static void read(String file, long offset, long length, MessageDigest... digests) {
        try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
            byte[] buffer = new byte[BUFFER];
            in.seek(offset);
            for (long left = length; left > 0; ) {
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw changed(file, "it is shorter than expected", null);
                }
                for (MessageDigest digest : digests) {
                    digest.update(buffer, 0, count);
                }
                left -= count;
            }
        } catch (IOException e) {
            throw changed(file, IoFailure.text(e), e);
        }
    }

    private static PublishException changed(String file, String found, @Nullable Throwable cause) {
        return PublishException.of(ErrorCode.FILE_CHANGED, "read " + file, found)
                .causedBy(cause);
    }

    private static Publish.Upload upload(
            Artifact artifact, String mode, @Nullable Long partSize, List<Publish.Part> parts) {
        return new Publish.Upload(
                artifact.name(), artifact.sha256(), mode, partSize, null, StoreAccess.CHECKSUM, null, parts);
    }

    private static String mediaType(Artifact artifact) {
        return Objects.requireNonNullElse(artifact.mediaType(), MEDIA_TYPE);
    }

    /** Depends only on the size, so that a later run slices the file as the earlier one did. */
    static long partSize(long size) {
        long least = (size + MAX_PARTS - 1) / MAX_PARTS;
        return Math.max(PART_SIZE, (least + MIB - 1) / MIB * MIB);
    }
}
