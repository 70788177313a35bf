package io.powerx.publish.metrics;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Sends the figures of the last publish to a Pushgateway, where those of the plugin's next publish to the same target replace them. */
public final class Pushgateway {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]*[A-Za-z0-9_-][A-Za-z0-9._-]*");
    private static final MediaType TYPE = MediaType.get(PrometheusText.MEDIA_TYPE);
    private static final int MAX_REPLY = 1 << 16;

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
     * @param run which replaces the last one of its plugin and target
     * @return the status of the reply; 200 or 202 if the gateway has accepted them
     * @throws IOException if there is no complete reply
     * @throws InterruptedException if the thread is interrupted; the request is then canceled
     */
    public int push(MeasuredRun run, HttpSettings settings) throws IOException, InterruptedException {
        OkHttpClient http =
                HttpClients.create(settings).newBuilder().callTimeout(limit).build();
        try {
            byte[] body = RunMetric.text(List.of(run)).getBytes(StandardCharsets.UTF_8);
            return HttpCall.send(
                            http.newCall(new Request.Builder()
                                    .url(group(run))
                                    .put(RequestBody.create(body, TYPE))
                                    .build()),
                            MAX_REPLY)
                    .status();
        } finally {
            HttpClients.close(http);
        }
    }

    /** The group of metrics that a push replaces. A value with a slash, for example, is only possible in Base64. */
    private HttpUrl group(MeasuredRun run) {
        HttpUrl.Builder url = HttpUrl.get(gateway.toString()).newBuilder().addPathSegments("metrics/job/px-publish");
        label(url, "plugin_id", run.last().pluginId());
        label(url, "target", run.target());
        return url.build();
    }

    private static void label(HttpUrl.Builder url, String name, @Nullable String value) {
        if (value != null && PLAIN.matcher(value).matches()) {
            url.addPathSegment(name).addPathSegment(value);
        } else if (value != null && !value.isEmpty()) {
            url.addPathSegment(name + "@base64")
                    .addPathSegment(Base64.getUrlEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
