package io.powerx.publish.github;

import io.powerx.publish.secret.MarkdownText;
import io.powerx.publish.secret.Redactor;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Escapes untrusted text for a job summary, so that it adds no markup, link, mention or table cell, and redacts it. */
final class Markdown {
    private static final int MAX_LENGTH = 1_000;

    private final Redactor redactor;

    /** @param redactor applied before the text is escaped, because afterwards neither it nor the runner would recognize a secret */
    Markdown(Redactor redactor) {
        this.redactor = redactor;
    }

    String text(@Nullable Object untrusted) {
        return MarkdownText.escaped(untrusted == null ? "" : redactor.redact(untrusted.toString()), MAX_LENGTH);
    }

    /** Fixed-width text. */
    String code(@Nullable Object untrusted) {
        return "<code>" + text(untrusted) + "</code>";
    }

    /** A link if the address is an http or https URL, otherwise the address as text. */
    String link(String label, String address) {
        return isWeb(address) ? "<a href=\"" + text(address) + "\">" + text(label) + "</a>" : text(address);
    }

    private static boolean isWeb(String address) {
        try {
            URI uri = new URI(address);
            return address.length() <= MAX_LENGTH
                    && uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
