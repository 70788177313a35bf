package io.powerx.publish.marketplace.core;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.json.Json;
import io.powerx.publish.marketplace.ArtifactIntake;
import io.powerx.publish.pack.Artifact;
import java.util.Base64;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Delivers packages to PowerX core's registry: one multipart request with the package and its Ed25519 signature, whose
 * key has to be registered.
 */
final class CoreIntake implements ArtifactIntake {
    private static final int KEY_ID_DIGITS = 32;

    private final CoreRegistry registry;
    private final CoreCalls releases;
    private final CoreSettings settings;
    private final PublishListener listener;
    /** Keys whose signatures the registry has accepted. */
    private final Set<String> acceptedKeys = ConcurrentHashMap.newKeySet();

    CoreIntake(CoreRegistry registry, CoreCalls releases, CoreSettings settings, PublishListener listener) {
        this.registry = registry;
        this.releases = releases;
        this.settings = settings;
        this.listener = listener;
    }

    void noteAcceptedKey(Candidate candidate) {
        String keyId = candidate.label(Candidate.SIGNING_KEY);
        if (candidate.packages() > 0 && !keyId.isEmpty()) {
            acceptedKeys.add(keyId);
        }
    }

    @Override
    public String deliver(String publishId, Delivery delivery) {
        String publicKey =
                Objects.requireNonNull(delivery.signature().publicKey(), "Ed25519 signatures have a public key");
        String keyId = keyId(publicKey, settings);
        if (settings.signingKeyId() == null && !acceptedKeys.contains(keyId)) {
            register(keyId, publicKey);
        }
        RequestBody form = form(delivery, keyId);
        try {
            return CoreRegistry.orSeen(
                    () -> releases.deliver(publishId, form, () -> deliveredBefore(publishId)),
                    () -> deliveredBefore(publishId));
        } catch (PublishException e) {
            throw e.code() == ErrorCode.VALIDATION_FAILED ? withKeyHint(e, keyId, publicKey) : e;
        }
    }

    /** The registry has no route to list keys, and replies 500 to one that it already has. */
    private void register(String keyId, String publicKey) {
        try {
            if (!releases.registerKey(keyId, publicKey)) {
                listener.on(new PublishEvent.Note(
                        PublishEvent.Note.Level.DEBUG,
                        "the registry did not register the key " + keyId + ", which means that it already has it"));
            }
        } catch (PublishException e) {
            if (e.code() != ErrorCode.MISSING_PERMISSION) {
                throw e;
            }
            throw e.restated(
                    e.code(),
                    e.found() + "; have an administrator register the key " + keyId + " with public_key " + publicKey);
        }
    }

    /** The id if the registry has a package of that candidate; null otherwise. */
    private @Nullable String deliveredBefore(String publishId) {
        return registry.withPackageCount(publishId).isDelivered() ? publishId : null;
    }

    private static RequestBody form(Delivery delivery, String keyId) {
        Artifact artifact = delivery.artifact();
        MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
        if (artifact.url() != null) {
            form.addFormDataPart("packageUri", artifact.url());
        }
        return form.addFormDataPart("checksum", "sha256:" + artifact.sha256())
                .addFormDataPart(
                        "signature",
                        Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(delivery.signature().value()))
                .addFormDataPart("signing_key_id", keyId)
                .addFormDataPart("dependencies", Json.write(delivery.dependencies()))
                .addFormDataPart("artifact", artifact.name(), delivery.content())
                .build();
    }

    private static PublishException withKeyHint(PublishException refusal, String keyId, String publicKey) {
        return refusal.restated(
                refusal.code(),
                refusal.found() + "; it replies the same if it does not know the signing key " + keyId + " (public_key "
                        + publicKey + ") or has disabled it");
    }

    /** The configured key id, or one that is derived from the key. */
    static String keyId(String publicKey, CoreSettings settings) {
        if (settings.signingKeyId() != null) {
            return settings.signingKeyId();
        }
        return "px-" + Sha256.hex(publicKey).substring(0, KEY_ID_DIGITS);
    }
}
