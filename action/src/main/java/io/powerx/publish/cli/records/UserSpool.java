package io.powerx.publish.cli.records;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.options.LocalEnvironment;
import io.powerx.publish.telemetry.SpoolContent;
import java.nio.file.Path;

/** The folder in which the events of the user's publishes wait until they are sent. */
final class UserSpool {
    private UserSpool() {}

    /** @throws PublishException {@link ErrorCode#OPTION_INVALID} if the user has no home folder */
    static Path folder(Invocation invocation) {
        Path spool = LocalEnvironment.telemetrySpool(invocation.host().home());
        if (spool == null) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "find the telemetry of this user",
                    "the user has no usable home folder, so events are sent at once or lost");
        }
        return spool;
    }

    static SpoolContent content(Invocation invocation) {
        return SpoolContent.read(folder(invocation));
    }
}
