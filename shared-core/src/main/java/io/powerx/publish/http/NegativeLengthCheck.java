package io.powerx.publish.http;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Rejects replies with a negative Content-Length, for which okhttp would throw an unchecked exception when the body is
 * read.
 */
final class NegativeLengthCheck implements Interceptor {
    /** The value for a missing Content-Length. */
    private static final long UNKNOWN = -1;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        long length = response.body().contentLength();
        if (length < UNKNOWN) {
            throw new ProtocolException("the reply has a Content-Length of " + length);
        }
        return response;
    }
}
