package io.powerx.publish.upload.s3;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.upload.UploadControl;
import io.powerx.publish.upload.UploadSummary;
import io.powerx.publish.upload.s3.StoreCalls.FinishedPart;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The control of an upload to the store: URLs never expire, and the checksums are kept to complete the upload. */
final class StoredParts implements UploadControl {
    private record Key(String artifact, int number) {}

    private final List<Publish.Upload> uploads;
    private final PublishListener listener;
    private final Map<Key, String> checksums = new ConcurrentHashMap<>();

    StoredParts(List<Publish.Upload> uploads, PublishListener listener) {
        this.uploads = uploads;
        this.listener = listener;
        for (Publish.Upload upload : uploads) {
            for (Publish.Part part : upload.parts()) {
                if (part.sha256() != null) {
                    stored(upload.artifact(), part.number(), "", part.sha256());
                }
            }
        }
    }

    @Override
    public List<Publish.Upload> renew() {
        return uploads;
    }

    @Override
    public void stored(String artifact, int part, String etag, String sha256) {
        if (!sha256.isEmpty()) {
            String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
            checksums.put(new Key(artifact, part), base64);
        }
    }

    @Override
    public void event(PublishEvent event) {
        listener.on(event);
    }

    /** The parts of an artifact as completing needs them, each with its SHA-256 in Base64 if that is known. */
    List<FinishedPart> finished(String artifact, UploadSummary summary) {
        List<FinishedPart> finished = new ArrayList<>();
        for (String etag : summary.etags().getOrDefault(artifact, List.of())) {
            int number = finished.size() + 1;
            finished.add(new FinishedPart(number, etag, checksums.get(new Key(artifact, number))));
        }
        return finished;
    }
}
