package io.powerx.publish.upload;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.secret.ForeignText;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of an upload, sliced as the server specifies, with their open files. */
final class UploadPlan implements Closeable {
    private static final int MAX_PARTS = 10_000;
    private static final int MAX_NAME_LENGTH = 1000;

    private final List<SourceFile> sources = new ArrayList<>();
    private final Map<String, List<PartSlice>> slices = new LinkedHashMap<>();

    private UploadPlan() {}

    /**
     * Opens the files and slices them.
     *
     * @throws PublishException {@link ErrorCode#CONTRACT_VIOLATED} if the server's parts do not fit the files
     */
    static UploadPlan of(UploadOrder order) {
        UploadPlan plan = new UploadPlan();
        try {
            for (Publish.Upload upload : order.uploads()) {
                plan.add(upload, artifact(order, upload.artifact()));
            }
            return plan;
        } catch (RuntimeException e) {
            plan.close();
            throw e;
        }
    }

    /** The parts of every artifact, in order. */
    Map<String, List<PartSlice>> slices() {
        return slices;
    }

    List<PartSlice> all() {
        return slices.values().stream().flatMap(List::stream).toList();
    }

    long totalBytes() {
        return all().stream().mapToLong(PartSlice::length).sum();
    }

    private void add(Publish.Upload upload, PackedArtifact packed) {
        SourceFile source = SourceFile.open(packed);
        sources.add(source);
        long size = source.size();
        long partSize = partSize(upload, size);
        long count = size == 0 ? 1 : (size + partSize - 1) / partSize;
        if (count > MAX_PARTS) {
            throw mismatch(upload, "a part size of " + partSize + " would make " + count + " parts");
        }
        for (Publish.Part part : upload.parts()) {
            if (part.number() < 1 || part.number() > count) {
                throw mismatch(upload, "part " + part.number() + " does not exist: there are " + count);
            }
        }
        List<PartSlice> parts = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            long offset = (number - 1) * partSize;
            parts.add(new PartSlice(source, number, (int) count, offset, Math.min(partSize, size - offset)));
        }
        if (slices.put(upload.artifact(), List.copyOf(parts)) != null) {
            throw mismatch(upload, "it is listed twice");
        }
    }

    private static long partSize(Publish.Upload upload, long size) {
        Long specified = upload.partSize();
        return switch (upload.mode()) {
            case "single" -> Math.max(1, size);
            case "multipart" -> {
                if (specified == null || specified < 1) {
                    throw mismatch(upload, "a multipart upload needs a part size");
                }
                yield specified;
            }
            default -> throw mismatch(upload, "the mode is neither single nor multipart");
        };
    }

    private static PackedArtifact artifact(UploadOrder order, String name) {
        return order.artifacts().stream()
                .filter(packed -> packed.artifact().name().equals(name))
                .findFirst()
                .orElseThrow(() -> mismatch(name, "this publish has no such artifact"));
    }

    private static PublishException mismatch(Publish.Upload upload, String found) {
        return mismatch(upload.artifact(), found);
    }

    private static PublishException mismatch(@Nullable String artifact, String found) {
        // Longer than any name that is accepted: the redactor would not recognize a secret in a name that was cut.
        String shown = ForeignText.oneLine(artifact, MAX_NAME_LENGTH);
        return PublishException.of(ErrorCode.CONTRACT_VIOLATED, "upload " + shown + " as the server specifies", found);
    }

    @Override
    public void close() {
        for (SourceFile source : sources) {
            try {
                source.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
