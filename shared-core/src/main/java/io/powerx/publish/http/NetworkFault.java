package io.powerx.publish.http;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.secret.ForeignText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * What an exception of the transport means.
 *
 * @param words a clause such as "the connection was reset", for messages and logs
 * @param again whether another attempt makes sense
 */
record NetworkFault(String words, Outcome.Again again, ErrorCode code) {

    static NetworkFault of(IOException e) {
        // What one side does not accept of the other fails again.
        if (isTls(e)) {
            String words = "the secure connection failed: " + ForeignText.oneLine(reason(e), 200);
            return new NetworkFault(words, Outcome.Again.NEVER, ErrorCode.TLS_FAILED);
        }
        if (has(e, UnknownHostException.class)) {
            return unsent("the host name is not known");
        }
        if (has(e, NoRouteToHostException.class)) {
            return unsent("there is no route to the host");
        }
        if (has(e, ConnectException.class)) {
            return unsent("the connection was refused");
        }
        if (e instanceof SocketTimeoutException && text(e).contains("connect")) {
            return unsent("the connection was not answered in time");
        }
        if (text(e).contains("authenticate with proxy")) {
            return new NetworkFault(
                    "the proxy wants other credentials", Outcome.Again.NEVER, ErrorCode.NETWORK_UNREACHABLE);
        }
        // Timeouts and canceled calls; interrupted threads do not get here.
        if (e instanceof InterruptedIOException) {
            return sent("no byte came in time");
        }
        if (has(e, EOFException.class) || text(e).contains("unexpected end of stream")) {
            return sent("the connection was closed in the middle");
        }
        if (has(e, SocketException.class) || isReset(e)) {
            return sent("the connection was reset");
        }
        // Any other TLS failure is one of isTls.
        if (e instanceof SSLException) {
            return sent("the bytes of the secure connection were damaged on their way");
        }
        return sent("the connection broke: " + ForeignText.oneLine(String.valueOf(e.getMessage()), 200));
    }

    /** Whether the two sides do not accept each other. A connection that breaks under TLS, or in its handshake, is not that. */
    private static boolean isTls(IOException e) {
        if (has(e, SocketException.class) || has(e, EOFException.class)) {
            return false;
        }
        return e instanceof SSLHandshakeException
                || e instanceof SSLPeerUnverifiedException
                || (e instanceof SSLException && isNoTls(e));
    }

    /** Some streams throw the operating system's text in a plain IOException. */
    private static boolean isReset(IOException e) {
        return text(e).contains("reset by peer") || text(e).contains("broken pipe");
    }

    /** Whether the server does not speak TLS; only the message distinguishes it from damage on the way. */
    private static boolean isNoTls(IOException e) {
        return text(e).contains("unrecognized ssl message") || text(e).contains("plaintext connection");
    }

    private static NetworkFault unsent(String words) {
        return new NetworkFault(words, Outcome.Again.LATER_UNPROCESSED, ErrorCode.NETWORK_UNREACHABLE);
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

    /** The message of the innermost cause; the outer ones repeat class names. */
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
        return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    }
}
