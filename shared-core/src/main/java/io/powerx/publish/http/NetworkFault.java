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
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** What an exception of the transport means: in words, for retries and as an error code. */
record NetworkFault(String words, Outcome.Again again, ErrorCode code) {

    static NetworkFault of(IOException e) {
        if (isTls(e)) {
            return new NetworkFault(
                    "the secure connection failed: " + ForeignText.oneLine(reason(e), 200),
                    Outcome.Again.NEVER,
                    ErrorCode.TLS_FAILED);
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
        // Interrupted threads do not get here: a call that was cancelled, or whose channel was closed from this
        // side, was given up by a watch over silent connections.
        if (e instanceof InterruptedIOException || has(e, ClosedChannelException.class) || text(e).equals("canceled")) {
            return sent("no byte came in time");
        }
        if (has(e, EOFException.class) || text(e).contains("unexpected end of stream")) {
            return sent("the connection was closed in the middle");
        }
        if (has(e, SocketException.class) || isReset(e)) {
            return sent("the connection was reset");
        }
        if (e instanceof SSLException) {
            return sent("the bytes of the secure connection were damaged on their way");
        }
        return sent("the connection broke: " + ForeignText.oneLine(String.valueOf(e.getMessage()), 200));
    }

    /** What one side does not accept of the other will fail again; a connection that breaks under TLS, or in its handshake, need not. */
    private static boolean isTls(IOException e) {
        if (has(e, SocketException.class) || has(e, EOFException.class) || has(e, ClosedChannelException.class)) {
            return false;
        }
        return e instanceof SSLHandshakeException
                || e instanceof SSLPeerUnverifiedException
                || (e instanceof SSLException && isNoTls(e));
    }

    /** A channel says it in the system's words. */
    private static boolean isReset(IOException e) {
        return text(e).contains("reset by peer") || text(e).contains("broken pipe");
    }

    /** Whether the server does not speak TLS; nothing but the words tells it from damage on the way. */
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

    /** The words of the first cause, which repeats no class names as those above it do. */
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
