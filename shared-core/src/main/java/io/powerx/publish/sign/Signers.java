package io.powerx.publish.sign;

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
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Creates the {@link Signer} for the settings. */
public final class Signers {
    private static final int ATTEMPTS = 3;

    private Signers() {}

    /** The connection to a signing service. */
    public record Connection(OkHttpClient client, Retrier retrier) {
        /**
         * A connection that retries temporary failures, twice at most.
         *
         * @param listener receives every attempt
         */
        public static Connection open(HttpSettings settings, Timing timing, PublishListener listener) {
            return new Connection(
                    HttpClients.create(settings),
                    new Retrier(
                            RetrySettings.DEFAULT.withMaxAttempts(ATTEMPTS),
                            timing,
                            new RateLimitGate(timing),
                            listener));
        }
    }

    /**
     * A signer with a local key, which is read and checked against its certificate.
     *
     * @param clock decides whether certificates are valid
     * @throws PublishException as {@link #of}
     */
    public static Signer local(SigningSettings settings, Clock clock) {
        if (settings.key() == null) {
            throw missing(settings);
        }
        return new ProfileSigner(
                settings.profile(),
                KeyMaterial.load(
                        settings.profile(),
                        settings.key(),
                        settings.certificate(),
                        settings.passphrase(),
                        clock.instant()));
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
        if (settings.key() != null) {
            return local(settings, clock);
        }
        if (settings.endpoint() != null) {
            return new ProfileSigner(
                    settings.profile(),
                    new RemoteKey(
                            new SigningService(http.get(), settings.endpoint(), settings.token(), clock),
                            settings.profile(),
                            context,
                            clock));
        }
        throw missing(settings);
    }

    private static PublishException missing(SigningSettings settings) {
        return PublishException.of(
                ErrorCode.SIGNING_KEY_MISSING,
                "sign with the profile " + settings.profile().wireName(),
                "neither a key nor a signing service is configured");
    }
}
