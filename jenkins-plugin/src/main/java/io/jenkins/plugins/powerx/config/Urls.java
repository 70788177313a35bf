package io.jenkins.plugins.powerx.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.util.FormValidation;
import io.jenkins.plugins.powerx.Messages;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Addresses: which are fit to be sent a token, and which are fit to be a link. */
public final class Urls {
    private static final Set<String> WEB = Set.of("http", "https");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private Urls() {}

    /** Https, or http on loopback, without user information. */
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
        if ("http".equalsIgnoreCase(uri.getScheme())
                && !LOOPBACK.contains(uri.getHost().toLowerCase(Locale.ROOT))) {
            return FormValidation.error(Messages.Url_Insecure());
        }
        return FormValidation.ok();
    }

    /** The text as a link that a page may show: http or https with a host, and nothing else such as {@code javascript:}. */
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
