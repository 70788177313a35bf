package io.powerx.publish.telemetry;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.ReportReceiver;
import java.io.IOException;
import java.net.URI;

/** Why an endpoint did not accept events that are not to blame, as an error that says what to check. */
final class TelemetryFault {
    private static final ReportReceiver RECEIVER = new ReportReceiver(
            "the endpoint",
            Setting.TELEMETRY_ENDPOINT.variables().get(0),
            Setting.TELEMETRY_TOKEN.variables().get(0));

    private TelemetryFault() {}

    /** @param status of the reply, other than 202 */
    static PublishException of(URI endpoint, int status) {
        return PublishException.of(code(status), tried(endpoint), RECEIVER.refused(status));
    }

    static PublishException of(URI endpoint, IOException failure) {
        return HttpCall.error(tried(endpoint), failure)
                .advice("The URL is that of {telemetry-endpoint} or, if that is not set, of {api-url}.");
    }

    private static ErrorCode code(int status) {
        return switch (status) {
            case 401, 403 -> ErrorCode.TELEMETRY_UNAUTHORIZED;
            case 429 -> ErrorCode.RATE_LIMITED;
            case 408 -> ErrorCode.SERVER_UNAVAILABLE;
            default -> status / 100 == 5 ? ErrorCode.SERVER_UNAVAILABLE : ErrorCode.TELEMETRY_INVALID;
        };
    }

    private static String tried(URI endpoint) {
        return "send telemetry to " + endpoint;
    }
}
