package io.powerx.publish.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A server that receives reports about runs, such as metrics. Describes its failures as clauses that name the settings to check.
 *
 * @param name with its article, such as "the Pushgateway"
 * @param address the variable that holds its URL
 * @param credentials the variable that holds what authenticates a request; null if requests are not authenticated
 */
public record ReportReceiver(
        String name, String address, @Nullable String credentials) {
    /** @param status of the reply, which is not a success */
    public String refused(int status) {
        String found = name + " responded with status " + status;
        return switch (status) {
            case 401, 403 ->
                credentials == null
                        ? found + ": it requires a login, which requests to " + address + " do not have"
                        : found + ": it requires a valid login; check " + credentials;
            case 404, 405, 410 -> found + ": it does not receive such reports there; check " + address;
            default -> status / 100 == 3 ? found + ": it redirects, which is not followed; check " + address : found;
        };
    }

    /** @param failure because of which there is no complete reply */
    public String failed(IOException failure) {
        NetworkFault fault = NetworkFault.of(failure);
        return switch (fault.code()) {
            case TLS_FAILED -> fault.words() + "; check " + address + " and PX_CA_BUNDLE";
            case NETWORK_UNREACHABLE -> fault.words() + "; check " + address + " and the proxy";
            default -> fault.words();
        };
    }
}
