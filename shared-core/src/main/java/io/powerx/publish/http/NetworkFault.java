package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.secret.ForeignText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Classifies exceptions of the transport.
 *
 * @param words a clause such as "the connection was reset", for messages and logs
 * @param again whether another attempt makes sense
 */
record NetworkFault(String words, Outcome.Again again, ErrorCode code) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,253}");
    private static final Pattern FAILED_ADDRESS =
            Pattern.compile("[Ff]ailed to connect to /?([A-Za-z0-9._/:\\[\\]-]{1,300})");

    private static final Pattern REFUSED_BY_PROXY =
            Pattern.compile("unexpected response code for connect: (\\d{3})\\b");

    static NetworkFault of(IOException e) {
        // Another attempt would fail for the same reason.
        if (isTls(e)) {
            String words = "the secure connection failed: " + ForeignText.oneLine(reason(e), 200)
                    + (rejectsTheClient(e) ? " (the server requires a client certificate that it trusts)" : "");
            return new NetworkFault(words, Outcome.Again.NEVER, ErrorCode.TLS_FAILED);
        }
        if (has(e, UnknownHostException.class)) {
            return notFound("the host name " + host(e) + "cannot be resolved");
        }
        if (has(e, NoRouteToHostException.class)) {
            return notFound("there is no route to the host" + address(e));
        }
        if (has(e, ConnectException.class)) {
            return notFound("the connection" + address(e) + " was refused");
        }
        if (e instanceof SocketTimeoutException && text(e).contains("connect")) {
            return new NetworkFault(
                    "the connection attempt timed out", Outcome.Again.LATER_UNPROCESSED, ErrorCode.NETWORK_UNREACHABLE);
        }
        if (text(e).contains("authenticate with proxy")) {
            return new NetworkFault(
                    "the proxy rejected the credentials", Outcome.Again.NEVER, ErrorCode.NETWORK_UNREACHABLE);
        }
        Matcher refused = REFUSED_BY_PROXY.matcher(text(e));
        if (refused.find()) {
            return notFound("the proxy refused to connect, with status " + refused.group(1));
        }
        if (text(e).contains("tls tunnel buffered too many bytes")) {
            return notFound("the proxy replied itself instead of connecting");
        }
        if (e instanceof SocketTimeoutException) {
            return sent("the connection timed out");
        }
        // The limit of a whole call: the server sent something before each timeout, so another attempt rarely helps.
        // An interrupt is an InterruptedException.
        if (e instanceof InterruptedIOException) {
            return new NetworkFault(
                    "the server did not complete its reply in time",
                    Outcome.Again.BRIEFLY,
                    ErrorCode.SERVER_UNAVAILABLE);
        }
        if (has(e, EOFException.class) || text(e).contains("unexpected end of stream")) {
            return sent("the connection was closed before the reply was complete");
        }
        // Probably a server of another protocol. The message may repeat whatever it sent.
        if (has(e, ProtocolException.class)) {
            return new NetworkFault("the reply is not valid HTTP", Outcome.Again.BRIEFLY, ErrorCode.PROTOCOL_ERROR);
        }
        if (has(e, SocketException.class) || isReset(e)) {
            return sent("the connection was reset");
        }
        // All other TLS failures are handled above.
        if (e instanceof SSLException) {
            return sent("data of the secure connection was corrupted in transit");
        }
        // A connection that the server closes as the request begins fails without a message.
        if (text(e).isBlank()) {
            return sent("the connection was closed before the reply was complete");
        }
        return sent("the connection failed: " + ForeignText.oneLine(String.valueOf(e.getMessage()), 200));
    }

    /**
     * Whether client and server do not accept each other, as opposed to a connection that fails during TLS or its
     * handshake.
     */
    private static boolean isTls(IOException e) {
        if (has(e, SocketException.class) || has(e, EOFException.class)) {
            return false;
        }
        return e instanceof SSLHandshakeException
                || rejectsTheClient(e)
                || e instanceof SSLPeerUnverifiedException
                || (e instanceof SSLException && isPlaintext(e));
    }

    /**
     * Whether the server sent an alert about the certificate of the client. With TLS 1.3 it arrives after the handshake, and some
     * servers send the general alert bad_certificate.
     */
    private static boolean rejectsTheClient(IOException e) {
        String text = reason(e).toLowerCase(Locale.ROOT);
        return e instanceof SSLException
                && text.contains("fatal alert")
                && (text.contains("certificate_required")
                        || text.contains("bad_certificate")
                        || text.contains("unknown_ca")
                        || text.contains("certificate_unknown"));
    }

    /** Some streams throw a plain IOException with the message of the operating system. */
    private static boolean isReset(IOException e) {
        return text(e).contains("reset by peer") || text(e).contains("broken pipe");
    }

    /** Whether the server does not use TLS; only the message distinguishes this from corruption in transit. */
    private static boolean isPlaintext(IOException e) {
        return text(e).contains("unrecognized ssl message") || text(e).contains("plaintext connection");
    }

    private static NetworkFault notFound(String words) {
        return new NetworkFault(words, Outcome.Again.LATER_IF_KNOWN, ErrorCode.NETWORK_UNREACHABLE);
    }

    /** The host name that was not resolved, which may be the proxy's; empty if the message does not begin with it. */
    private static String host(IOException e) {
        String message = String.valueOf(e.getMessage());
        String host = message.replaceFirst(": .*", "");
        return HOST.matcher(host).matches() ? host + " " : "";
    }

    /** The address of a failed connection, which may be that of the proxy: {@code " to market.example/192.0.2.1:443"}. */
    private static String address(IOException e) {
        Matcher address = FAILED_ADDRESS.matcher(String.valueOf(e.getMessage()));
        return address.find() ? " to " + address.group(1) : "";
    }

    private static NetworkFault sent(String words) {
        return new NetworkFault(words, Outcome.Again.LATER, ErrorCode.NETWORK_UNREACHABLE);
    }

    private static boolean has(Throwable e, Class<? extends Throwable> type) {
        Throwable cause = e;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** The message of the innermost cause; outer messages contain its class name. */
    private static String reason(Throwable e) {
        String words = String.valueOf(e.getMessage());
        Throwable cause = e.getCause();
        for (int depth = 0; cause != null && depth < 10; depth++) {
            words = cause.getMessage() == null ? words : cause.getMessage();
            cause = cause.getCause();
        }
        return words;
    }

    private static String text(IOException e) {
        return e.getMessage() == null ? "" : e.getMessage().toLowerCase(Locale.ROOT);
    }
}
