package io.powerx.publish.doctor;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.http.CaBundle;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RouteProbe;
import io.powerx.publish.http.RouteReport;
import io.powerx.publish.http.RouteReport.Phase;
import io.powerx.publish.precheck.RegistryState;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The way to a server, phase by phase. */
final class RouteChecks {
    private RouteChecks() {}

    /** The settings of connections with the CA bundle; null if it is not usable. */
    static @Nullable HttpSettings settings(DoctorInput input, Consumer<Diagnosis> results) {
        try {
            HttpSettings http = input.mapper().http();
            results.accept(authorities(http, input.origin(Setting.CA_BUNDLE)));
            return http;
        } catch (PublishException e) {
            results.accept(Diagnosis.fail("ca-bundle", e));
            return null;
        }
    }

    /** @param origin where the CA bundle comes from, in parentheses and after a space; may be blank */
    static Diagnosis authorities(HttpSettings http, String origin) {
        String bundle = http.caBundlePem();
        return Diagnosis.pass(
                "ca-bundle",
                bundle == null || bundle.isBlank()
                        ? "none; Java's own authorities are trusted"
                        : Quantities.count(CaBundle.size(bundle), "certificate") + " in addition to Java's" + origin);
    }

    /** Reports how far a request gets; null if the proxy is not usable. */
    static @Nullable RouteReport route(HttpSettings http, URI server, Consumer<Diagnosis> results)
            throws InterruptedException {
        RouteReport route;
        try {
            route = RouteProbe.probe(http, server);
        } catch (PublishException e) {
            results.accept(Diagnosis.fail("proxy", e));
            return null;
        }
        results.accept(Diagnosis.pass(
                "proxy",
                route.proxy() != null
                        ? route.proxy()
                        : http.proxy() == null
                                ? "none"
                                : "not used for " + route.host() + " (no-proxy, or this machine)"));
        results.accept(phase(route, Phase.RESOLVE, "dns", addresses(route), resolveRemedy(route)));
        results.accept(phase(
                route,
                Phase.CONNECT,
                "connection",
                "to " + (route.proxy() == null ? route.host() + ":" + route.port() : route.proxy()),
                connectRemedy(route)));
        results.accept(tls(route));
        results.accept(
                phase(
                        route,
                        Phase.REPLY,
                        "reply",
                        "status " + route.status() + " after " + Quantities.duration(route.roundTrip()),
                        "Wait a few minutes, then run the checks again; the operators of the server can see why it does not reply."));
        return route;
    }

    /** How far the clock of this machine is off, according to a reply. */
    static Diagnosis clock(RouteReport route, Instant now) {
        if (route.serverTime() == null) {
            return Diagnosis.skipped("clock", "the server does not report its time");
        }
        Duration skew = Duration.between(route.serverTime(), now);
        if (skew.abs().compareTo(RegistryState.TOLERATED_SKEW) > 0) {
            return Diagnosis.warn(
                    "clock",
                    (skew.isNegative()
                                    ? "this machine's clock is %s behind the server's"
                                    : "this machine's clock is %s ahead of the server's")
                            .formatted(Quantities.duration(skew.abs())),
                    "Synchronize the clock; otherwise signatures, tokens and upload URLs may be rejected as expired.");
        }
        return Diagnosis.pass(
                "clock", "at most " + Math.max(1, skew.abs().toSeconds()) + " s different from the server's");
    }

    private static Diagnosis phase(RouteReport route, Phase phase, String check, String passed, String remedy) {
        RouteReport.Failure failure = route.failure();
        if (failure == null || failure.phase().compareTo(phase) > 0) {
            return Diagnosis.pass(check, passed);
        }
        return failure.phase() == phase
                ? Diagnosis.fail(check, failure.code(), failure.words(), remedy)
                : Diagnosis.skipped(check, "an earlier step failed");
    }

    private static Diagnosis tls(RouteReport route) {
        RouteReport.Failure failure = route.failure();
        if (failure == null && route.tls() == null) {
            return Diagnosis.skipped("tls", "the server is on this machine");
        }
        RouteReport.Tls tls = route.tls();
        RouteReport.Presented presented = failure == null ? null : failure.presented();
        String passed = tls == null
                ? "established"
                : "%s, certificate of %s, issued by %s, until %s; trusted because of %s"
                        .formatted(
                                tls.version(),
                                tls.certificate().subject(),
                                tls.certificate().issuer(),
                                tls.certificate().expires(),
                                tls.byBundle() ? "the CA bundle" : "one of Java's own authorities");
        Diagnosis diagnosis = phase(
                route,
                Phase.SECURE,
                "tls",
                passed,
                "Check that {api-url} is the right server. If your company's own authority issued the certificate, add that"
                        + " authority to {ca-bundle}.");
        return presented == null || diagnosis.code() == null
                ? diagnosis
                : diagnosis.withFound(diagnosis.found() + "; the server presented a certificate of "
                        + presented.subject() + ", issued by " + presented.issuer() + ", until " + presented.expires());
    }

    private static String addresses(RouteReport route) {
        String found = route.addresses().stream()
                .map(InetAddress::getHostAddress)
                .distinct()
                .collect(Collectors.joining(", "));
        String of = route.proxy() == null ? route.host() : "the proxy";
        return found.isEmpty() ? "the proxy resolves the name" : of + " resolves to " + found;
    }

    private static String resolveRemedy(RouteReport route) {
        return route.proxy() == null
                ? "Check the host name in the URL and the name servers of this machine. If this network has a proxy, set {proxy}."
                : "Check the host name of the proxy in {proxy}.";
    }

    private static String connectRemedy(RouteReport route) {
        return route.proxy() == null
                ? "Check the port of the URL and the firewall. If this network has a proxy, set {proxy}."
                : "Check the port and the credentials of the proxy in {proxy}, and whether it may connect to the server.";
    }
}
