package io.powerx.publish.github;

import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Foreign text in a job summary: no secret, no markup, no link, no mention and no table cell comes out of it. */
final class Markdown {
    private static final int LONGEST = 1_000;
    private static final String SPECIAL = "\\`*_{}[]()<>#+!|~&@:\"'$=^%/";

    private final Redactor redactor;

    /** @param redactor reads texts before they are escaped; afterwards neither it nor the runner would know a secret again */
    Markdown(Redactor redactor) {
        this.redactor = redactor;
    }

    String text(@Nullable Object foreign) {
        String line = ForeignText.oneLine(foreign == null ? "" : redactor.redact(foreign.toString()), LONGEST);
        StringBuilder safe = new StringBuilder();
        line.codePoints().forEach(point -> {
            boolean special = point < 128 && SPECIAL.indexOf(point) >= 0;
            if (special) {
                safe.append("&#").append(point).append(';');
            } else {
                safe.appendCodePoint(point);
            }
        });
        return safe.toString();
    }

    /** Fixed-width text. */
    String code(@Nullable Object foreign) {
        return "<code>" + text(foreign) + "</code>";
    }

    /** A link where the address is one of the web, otherwise the address as text. */
    String link(String label, String address) {
        return isWeb(address) ? "<a href=\"" + text(address) + "\">" + text(label) + "</a>" : text(address);
    }

    private static boolean isWeb(String address) {
        try {
            URI uri = new URI(address);
            return address.length() <= LONGEST
                    && uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
