package io.jenkins.plugins.powerx.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.powerx.Messages;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks URLs that receive a token and URLs that become links. */
public final class Urls {
    private static final Set<String> WEB = Set.of("http", "https");

    private Urls() {}

    /** Checks that a URL uses https, or http on loopback, and contains no user information. */
    public static FormValidation check(@CheckForNull String value, boolean required) {
        String text = Util.fixEmptyAndTrim(value);
        if (text == null) {
            return required ? FormValidation.error(Messages.Url_Missing()) : FormValidation.ok();
        }
        Optional<URI> web = web(text);
        if (web.isEmpty()) {
            return FormValidation.error(Messages.Url_NotWeb());
        }
        URI uri = web.get();
        if (uri.getUserInfo() != null) {
            return FormValidation.error(Messages.Url_UserInfo());
        }
        if ("http".equalsIgnoreCase(uri.getScheme()) && !Endpoints.isLoopback(uri.getHost())) {
            return FormValidation.error(Messages.Url_Insecure());
        }
        return FormValidation.ok();
    }

    /**
     * An address of the global configuration, which an administrator may have saved although the form reports it as wrong.
     *
     * @param tried what it is needed for, as an infinitive clause
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if it is not a URL
     */
    @NonNull
    public static URI configured(@NonNull String address, @NonNull String tried) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID, tried, "it is not a URL such as https://market.example");
        }
    }

    /** The text if it is an http or https URL with a host, which pages may show as a link; null for anything else, such as {@code javascript:}. */
    @CheckForNull
    public static String link(@CheckForNull String text) {
        return text == null ? null : web(text).map(URI::toString).orElse(null);
    }

    private static Optional<URI> web(String text) {
        try {
            URI uri = new URI(text);
            boolean web = uri.getScheme() != null
                    && WEB.contains(uri.getScheme().toLowerCase(Locale.ROOT))
                    && uri.getHost() != null;
            return web ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
