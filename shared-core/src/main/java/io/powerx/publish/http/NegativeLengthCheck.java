package io.powerx.publish.http;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Refuses a reply of less than no bytes, which okhttp takes for a programming error once it is read. */
final class ReplyLength implements Interceptor {
    /** What okhttp says where there is no length. */
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
