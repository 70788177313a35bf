package io.powerx.publish.metrics;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.telemetry.TelemetryEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Sends the figures of the last publish to a Pushgateway, where those of the plugin's next publish replace them. */
public final class Pushgateway {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final MediaType TYPE = MediaType.get(PrometheusText.MEDIA_TYPE);
    private static final int LARGEST_REPLY = 1 << 16;

    private final URI gateway;
    private final Duration limit;

    /**
     * @param gateway the URL of the Pushgateway, which may have a path
     * @param limit the longest time for a push
     * @throws PublishException {@link ErrorCode#ENDPOINT_INSECURE}, {@link ErrorCode#OPTION_INVALID} for an unusable URL
     */
    public Pushgateway(URI gateway, Duration limit) {
        this.gateway = Endpoints.require(gateway);
        this.limit = limit;
    }

    /**
     * Pushes the figures.
     *
     * @param last the last event of the run
     * @return the status of the reply; 200 or 202 if the gateway has accepted them
     * @throws IOException if there is no complete reply
     * @throws InterruptedException if the thread is interrupted; the request is then canceled
     */
    public int push(TelemetryEvent last, HttpSettings settings) throws IOException, InterruptedException {
        OkHttpClient http =
                HttpClients.create(settings).newBuilder().callTimeout(limit).build();
        try {
            byte[] body = RunMetric.text(last).getBytes(StandardCharsets.UTF_8);
            return HttpCall.send(
                            http.newCall(new Request.Builder()
                                    .url(group(last.pluginId()))
                                    .put(RequestBody.create(body, TYPE))
                                    .build()),
                            LARGEST_REPLY)
                    .status();
        } finally {
            HttpClients.close(http);
        }
    }

    /** The group of metrics that a push replaces. A value with a slash, for example, is only possible in Base64. */
    private HttpUrl group(@Nullable String pluginId) {
        HttpUrl.Builder url = HttpUrl.get(gateway.toString()).newBuilder().addPathSegments("metrics/job/px-publish");
        if (pluginId != null && PLAIN.matcher(pluginId).matches()) {
            url.addPathSegment("plugin_id").addPathSegment(pluginId);
        } else if (pluginId != null && !pluginId.isEmpty()) {
            url.addPathSegment("plugin_id@base64")
                    .addPathSegment(Base64.getUrlEncoder().encodeToString(pluginId.getBytes(StandardCharsets.UTF_8)));
        }
        return url.build();
    }
}
