package io.powerx.publish.sandbox.html;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Addresses in untrusted text. */
final class WebAddress {
    /** What a link to such an address must have. */
    static final String REL = "nofollow noopener noreferrer";

    private static final Set<String> PAGES = Set.of("http", "https");

    private WebAddress() {}

    /** Whether it is the address of a web page. */
    static boolean isPage(String address) {
        return PAGES.contains(scheme(address));
    }

    /** Whether it is the address of a web page or of a mailbox. */
    static boolean isHarmless(String address) {
        return isPage(address) || scheme(address).equals("mailto");
    }

    /** In lower case; empty if the text is not an absolute address. */
    private static String scheme(String address) {
        try {
            String scheme = URI.create(address).getScheme();
            return scheme == null ? "" : scheme.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
