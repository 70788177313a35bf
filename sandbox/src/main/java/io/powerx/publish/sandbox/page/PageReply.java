package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.http.HttpResponse;

/** Replies with pages, which run no scripts, load nothing from elsewhere and are in no frame. */
final class PageReply {
    private static final String CONTENT_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private PageReply() {}

    static HttpResponse of(Html html) {
        return guarded(HttpResponse.text("text/html; charset=utf-8", html.toString()));
    }

    static HttpResponse guarded(HttpResponse reply) {
        return reply.with("Content-Security-Policy", CONTENT_POLICY)
                .with("Referrer-Policy", "same-origin")
                .with("X-Frame-Options", "DENY");
    }
}
