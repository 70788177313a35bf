package io.powerx.publish.crash;

import java.util.Map;

/**
 * A failure that is a defect of this program.
 *
 * @param cause with its stack trace
 * @param release name and version of the program, such as {@code px-publish@1.2.0}
 * @param tags facts by name, such as the stage that was running; foreign texts are redacted and shortened
 */
public record Crash(Throwable cause, String release, Map<String, String> tags) {}
