package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Layout;
import io.powerx.publish.sandbox.http.HttpResponse;
import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.http.ProblemException.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal as a page, for browsers. */
public final class RefusalPage {
    private RefusalPage() {}

    /**
     * @param path that the browser asked for; the page links to the version that it concerns
     */
    public static HttpResponse of(ProblemException problem, String requestId, String path) {
        String title = title(problem);
        Html html = Layout.begin(title, Layout.Place.ELSEWHERE);
        html.open("div", "class", "error").leaf("p", problem.status(), "class", "status", "aria-hidden", "true");
        html.leaf("h1", title);
        html.leaf("p", problem.getMessage());
        if (problem.errors().size() > 1) {
            html.open("ul");
            for (FieldError error : problem.errors()) {
                html.leaf("li", error.pointer() + " " + error.detail());
            }
            html.close();
        }
        if (!problem.unsaved().isBlank()) {
            html.leaf("p", "What you wrote was not stored:");
            html.open("blockquote", "class", "said").prose(problem.unsaved()).close();
        }
        html.open("p", "class", "buttons");
        String version = version(path);
        if (!version.isEmpty() && problem.status() != 404) {
            html.link("/versions/" + version, "Back to the version", "class", "button");
        }
        html.link("/", "Review queue", "class", "button").close();
        html.open("p", "class", "quiet")
                .text("Request ")
                .leaf("code", requestId)
                .text(", code ");
        html.leaf("code", problem.code()).close(2);
        Map<String, String> headers = new LinkedHashMap<>(problem.headers());
        headers.put("Content-Type", "text/html; charset=utf-8");
        return PageReply.guarded(new HttpResponse(
                problem.status(),
                headers,
                new HttpResponse.Bytes(html.toString().getBytes(StandardCharsets.UTF_8))));
    }

    private static String title(ProblemException problem) {
        return switch (problem.status()) {
            case 401 -> "Sign in with a token";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "This address does not support that";
            case 409 -> "That is no longer possible";
            case 413 -> "Too large";
            case 429 -> "Too many requests";
            case 500 -> "Something went wrong";
            default -> "The request was not accepted";
        };
    }

    /** The version in the path of a form; empty if there is none. */
    private static String version(String path) {
        return path.matches("/versions/[A-Za-z0-9_-]{1,64}/(decision|undo)") ? path.split("/")[2] : "";
    }
}
