package io.powerx.publish.http;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Rejects a reply with a negative Content-Length, which okhttp would report as a programming error when it is read. */
final class NegativeLengthCheck implements Interceptor {
    /** Stands for no Content-Length. */
    private static final long UNKNOWN = -1;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        long length = response.body().contentLength();
        if (length < UNKNOWN) {
            throw new ProtocolException("a reply of " + length + " bytes");
        }
        return response;
    }
}
