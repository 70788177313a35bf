package io.powerx.publish.stage;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.sign.DetachedSignature;
import io.powerx.publish.sign.Signer;
import io.powerx.publish.sign.Signers;
import io.powerx.publish.sign.SigningContext;
import io.powerx.publish.upload.s3.ArtifactStoreSettings;
import io.powerx.publish.upload.s3.DirectStore;
import io.powerx.publish.workbench.Workbench;
import java.time.Clock;
import java.util.Map;

/**
 * What every stage of a publish can use.
 *
 * @param marketplace closed with this
 * @param listener receives all events
 * @param redactor for texts of servers that errors show
 * @param journal closed with this
 * @param signatures of the run, which may have several targets
 */
public record PublishContext(
        PublishOptions options,
        Workbench workbench,
        Marketplace marketplace,
        PublishListener listener,
        Redactor redactor,
        Timing timing,
        PublishJournal journal,
        SharedSignatures signatures)
        implements AutoCloseable {
    Clock clock() {
        return timing.clock();
    }

    /** The signature of the integrity list of a package. */
    DetachedSignature sign(Hashed content, PackagePlan plan) {
        return signatures.get(options.signing(), purpose(content), plan.contentDigest(), () -> signer(content)
                .sign(plan.integrity()));
    }

    private SigningContext purpose(Hashed content) {
        return new SigningContext(
                content.plugin().id(),
                content.plugin().version(),
                options.channel().wireName(),
                content.plan().contentDigest());
    }

    /** Opens the signer for this content. */
    Signer signer(Hashed content) {
        SigningContext purpose = purpose(content);
        return Signers.of(
                options.signing(),
                purpose,
                clock(),
                () -> Signers.Connection.open(options.http(), options.signing(), timing, listener));
    }

    /** Reports an event to the listener. */
    public void report(PublishEvent event) {
        listener.on(event);
    }

    /** Appends an entry to the journal. */
    void record(String type, Map<String, String> data) {
        journal.append(type, data);
    }

    DirectStore open(ArtifactStoreSettings store) {
        return new DirectStore(store, timing, listener, redactor);
    }

    @Override
    public void close() {
        marketplace.close();
        journal.close();
    }
}
