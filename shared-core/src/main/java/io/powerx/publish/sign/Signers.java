package io.powerx.publish.sign;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RateLimitGate;
import io.powerx.publish.http.Retrier;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Creates the {@link Signer} for the settings. */
public final class Signers {
    private static final int ATTEMPTS = 3;

    private Signers() {}

    /** The connection to a signing service and a timestamp authority. */
    public record Connection(OkHttpClient client, Retrier retrier) {
        /**
         * A connection that retries temporary failures, twice at most.
         *
         * @param listener receives every attempt
         * @throws PublishException {@link ErrorCode#CONFIG_INVALID} for a client certificate that cannot be used
         */
        public static Connection open(
                HttpSettings settings, SigningSettings signing, Timing timing, PublishListener listener) {
            ClientCertificate client = signing.client();
            return new Connection(
                    HttpClients.create(
                            settings,
                            client == null ? null : client.load(timing.clock().instant())),
                    new Retrier(
                            RetrySettings.DEFAULT.withMaxAttempts(ATTEMPTS),
                            timing,
                            new RateLimitGate(timing),
                            listener));
        }
    }

    /**
     * A signer with a local key, which is read and checked against its certificate. Its signatures have no timestamp.
     *
     * @param clock decides whether certificates are valid
     * @throws PublishException as {@link #of}
     */
    public static Signer local(SigningSettings settings, Clock clock) {
        if (settings.key() == null) {
            throw missing(settings);
        }
        return new ProfileSigner(settings.profile(), key(settings, clock), null);
    }

    /**
     * A signer, its key read and checked against its certificate.
     *
     * @param context sent to a signing service; null if it is not known yet
     * @param clock decides whether certificates are valid
     * @param http called only if there is a signing service
     * @throws PublishException {@link ErrorCode#SIGNING_KEY_MISSING}, {@link ErrorCode#SIGNING_KEY_UNREADABLE},
     *     {@link ErrorCode#SIGNING_CERTIFICATE_INVALID}, {@link ErrorCode#SIGNATURE_INVALID} if the profile does not support the key,
     *     {@link ErrorCode#ENDPOINT_INSECURE}
     */
    public static Signer of(
            SigningSettings settings, @Nullable SigningContext context, Clock clock, Supplier<Connection> http) {
        if (settings.key() == null && settings.endpoint() == null) {
            throw missing(settings);
        }
        if (settings.timestamps() != null && settings.profile() != SigningProfile.CMS) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "sign with the profile " + settings.profile().wireName(),
                    "a timestamp authority is configured, and only signatures of the profile cms contain a timestamp");
        }
        boolean remote = settings.key() == null;
        Connection connection = remote || settings.timestamps() != null ? http.get() : null;
        SigningKey key = remote
                ? new RemoteKey(
                        new SigningService(
                                Objects.requireNonNull(connection),
                                Objects.requireNonNull(settings.endpoint()),
                                settings.token(),
                                clock),
                        settings.profile(),
                        context,
                        clock)
                : key(settings, clock);
        UnaryOperator<byte[]> timestamps = settings.timestamps() == null
                ? null
                : new TimestampService(Objects.requireNonNull(connection), settings.timestamps(), clock)::timestamp;
        return new ProfileSigner(settings.profile(), key, timestamps);
    }

    /**
     * Reads a local key alone, without its certificate.
     *
     * @return the key's algorithm, such as {@code RSA} or {@code EC}
     * @throws PublishException {@link ErrorCode#SIGNING_KEY_MISSING}, {@link ErrorCode#SIGNING_KEY_UNREADABLE}
     */
    public static String keyAlgorithm(SigningSettings settings) {
        if (settings.key() == null) {
            throw missing(settings);
        }
        try {
            return KeyFile.read(settings.key(), null, settings.passphrase())
                    .privateKey()
                    .getAlgorithm();
        } catch (PublishException e) {
            throw settings.located(e);
        }
    }

    private static SigningKey key(SigningSettings settings, Clock clock) {
        try {
            return KeyMaterial.load(
                    settings.profile(),
                    Objects.requireNonNull(settings.key()),
                    settings.certificate(),
                    settings.passphrase(),
                    clock.instant());
        } catch (PublishException e) {
            throw settings.located(e);
        }
    }

    private static PublishException missing(SigningSettings settings) {
        return PublishException.of(
                ErrorCode.SIGNING_KEY_MISSING,
                "sign with the profile " + settings.profile().wireName(),
                "neither a key nor a signing service is configured");
    }
}
