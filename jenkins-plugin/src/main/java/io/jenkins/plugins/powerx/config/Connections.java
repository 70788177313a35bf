package io.jenkins.plugins.powerx.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.ProxyConfiguration;
import hudson.Util;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.WireEnum;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.options.Marketplaces;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** Connects to endpoints through the controller's proxy, trusting the endpoint's certificate authorities. */
public final class Connections {
    private Connections() {}

    /** Creates a client without retries, for requests that are repeated later anyway; nothing is sent yet. */
    public static Marketplace connectOnce(
            @NonNull Endpoint endpoint, @NonNull Supplier<Secret> token, @NonNull Redactor redactor) {
        return Marketplaces.connect(
                target(endpoint, token),
                () -> "",
                http(endpoint),
                RetrySettings.DEFAULT.withMaxAttempts(1),
                event -> {},
                redactor,
                Timing.SYSTEM);
    }

    /** The Marketplace of an endpoint as a target of publishes. */
    static PublishOptions.Target target(Endpoint endpoint, Supplier<Secret> token) {
        return new PublishOptions.Target(endpoint.address(), generation(endpoint), pluginId -> token.get());
    }

    public static ApiGeneration generation(@NonNull Endpoint endpoint) {
        return WireEnum.of(ApiGeneration.class, endpoint.getApi()).orElse(ApiGeneration.MARKETPLACE);
    }

    /** The settings, with the credentials of the controller's proxy. They must not be sent to an agent in this form. */
    public static HttpSettings http(@NonNull Endpoint endpoint) {
        return http(endpoint, HttpSettings.DEFAULT.connectTimeout(), HttpSettings.DEFAULT.stallTimeout());
    }

    public static HttpSettings http(@NonNull Endpoint endpoint, Duration connectTimeout, Duration stallTimeout) {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        boolean direct = proxy == null || Util.fixEmptyAndTrim(proxy.getName()) == null;
        return new HttpSettings(
                direct ? null : address(proxy),
                direct ? null : noProxy(proxy),
                endpoint.getCaCertificates(),
                connectTimeout,
                stallTimeout);
    }

    private static String address(ProxyConfiguration proxy) {
        String user = Util.fixEmpty(proxy.getUserName());
        String userInfo = user == null
                ? ""
                : encode(user) + ":" + encode(proxy.getSecretPassword().getPlainText()) + "@";
        return "http://" + userInfo + proxy.getName() + ":" + proxy.getPort();
    }

    /** Converts the list of Jenkins ({@code *.example.com}, one per line) to that of the core (suffixes separated by commas). */
    @CheckForNull
    private static String noProxy(ProxyConfiguration proxy) {
        String hosts = Util.fixEmptyAndTrim(proxy.getNoProxyHost());
        return hosts == null
                ? null
                : Arrays.stream(hosts.split("[\\s,|]+"))
                        .map(host -> host.startsWith("*.") ? host.substring(1) : host)
                        .collect(Collectors.joining(","));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
