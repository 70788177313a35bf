package io.powerx.publish.upload;

import io.powerx.publish.http.Operation;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.secret.ForeignText;
import okhttp3.HttpUrl;

/** Sends one part after the other until the store has it. One instance serves all workers of an upload. */
final class PartSender {
    private final UploadContext context;
    private final Retrier retrier;

    PartSender(UploadContext context, Retrier retrier) {
        this.context = context;
        this.retrier = retrier;
    }

    /**
     * What the store has.
     *
     * @param sha256 empty where nobody asked for it, so that it was not computed
     * @param fresh whether it was sent now
     */
    record Stored(String etag, String sha256, boolean fresh) {}

    /** Makes sure that the store has the part. */
    Stored send(PartSlice slice, int parts) throws InterruptedException {
        PartUrls.Address known = context.addresses().of(slice);
        String tried = "upload " + slice.title(parts) + to(known);
        try (PartAttempts attempts = new PartAttempts(context, slice, tried)) {
            Stored held = attempts.held(known);
            return held != null
                    ? held
                    : retrier.call(new Operation("uploadPart", tried, Operation.Repeat.ALWAYS), attempts::attempt);
        } catch (SourceFault e) {
            throw e.fault();
        }
    }

    private static String to(PartUrls.Address address) {
        HttpUrl url = address.url() == null ? null : HttpUrl.parse(address.url());
        return url == null ? "" : " to " + ForeignText.oneLine(url.host(), 300);
    }
}
