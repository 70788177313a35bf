package io.powerx.publish.crash;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.sentry.RequestDetails;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.protocol.SentryException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;

/**
 * Sends a crash to Sentry with its SDK. A report contains the stack trace, the messages of the exceptions without secrets, and the tags of
 * the crash; neither variables, files and requests of the run nor the names of the user and the machine.
 */
public final class CrashReporter {
    private static final int MAX_MESSAGE_LENGTH = 1_000;
    private static final int MAX_TAG_LENGTH = 200;

    private final Secret dsn;
    private final HttpSettings http;
    private final Redactor redactor;
    private final Duration limit;

    /**
     * @param dsn the address of the project with its key, as Sentry shows it
     * @param limit the longest time for a report
     */
    public CrashReporter(Secret dsn, HttpSettings http, Redactor redactor, Duration limit) {
        this.dsn = dsn;
        this.http = http;
        this.redactor = redactor;
        this.limit = limit;
    }

    /**
     * Sends a report.
     *
     * @param problems receives why it was not sent, as a clause
     */
    public void send(Crash crash, Consumer<String> problems) {
        OkHttpClient client =
                HttpClients.create(http).newBuilder().callTimeout(limit).build();
        try {
            Sentry.init(options(crash, client, problems));
            Sentry.captureEvent(event(crash));
        } catch (IllegalArgumentException e) {
            problems.accept("SENTRY_DSN is not the DSN of a Sentry project");
        } catch (PublishException e) {
            problems.accept("SENTRY_DSN cannot be used: " + e.found());
        } finally {
            Sentry.close();
            HttpClients.close(client);
        }
    }

    private SentryOptions options(Crash crash, OkHttpClient client, Consumer<String> problems) {
        SentryOptions options = new SentryOptions();
        options.setDsn(dsn.reveal());
        options.setRelease(crash.release());
        options.setTransportFactory(
                (with, request) -> new CrashTransport(client, checked(request), with.getSerializer(), problems));
        options.setBeforeSend((event, hint) -> redacted(event));
        // Everything that the SDK would add or do on its own.
        options.setEnableExternalConfiguration(false);
        options.setEnableUncaughtExceptionHandler(false);
        options.setEnableShutdownHook(false);
        options.setEnableAutoSessionTracking(false);
        options.setEnableBackpressureHandling(false);
        options.setSendClientReports(false);
        options.setSendModules(false);
        options.setAttachServerName(false);
        options.addInAppInclude("io.powerx.publish");
        return options;
    }

    private static RequestDetails checked(RequestDetails request) {
        Endpoints.require(URI.create(request.getUrl().toString()));
        return request;
    }

    private SentryEvent event(Crash crash) {
        SentryEvent event = new SentryEvent(crash.cause());
        event.setLevel(SentryLevel.FATAL);
        crash.tags().forEach((name, value) -> event.setTag(name, ForeignText.oneLine(value, MAX_TAG_LENGTH, redactor)));
        return event;
    }

    private SentryEvent redacted(SentryEvent event) {
        List<SentryException> exceptions = event.getExceptions();
        if (exceptions != null) {
            exceptions.forEach(each -> {
                if (each.getValue() != null) {
                    each.setValue(ForeignText.oneLine(each.getValue(), MAX_MESSAGE_LENGTH, redactor));
                }
            });
        }
        return event;
    }
}
