package io.powerx.publish.doctor;

import io.powerx.publish.config.WireEnum;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The result of one check.
 *
 * @param check stable id, such as {@code tls}
 * @param found what was found, redacted; may contain untrusted text
 * @param remedy what to do, with <code>{placeholders}</code> for a {@link io.powerx.publish.error.Vocabulary} and without untrusted
 *     text; null if there is nothing to do
 * @param code of the failure; null unless the check failed
 * @param target of several targets that was checked; null if the check concerns all
 */
public record Diagnosis(
        String check,
        Status status,
        String found,
        @Nullable String remedy,
        @Nullable ErrorCode code,
        @Nullable String target)
        implements Serializable {
    /** How a check ended. */
    public enum Status implements WireEnum {
        PASS,
        /** The check does not apply, or an earlier one has failed. */
        SKIPPED,
        WARN,
        FAIL
    }

    static Diagnosis pass(String check, String found) {
        return new Diagnosis(check, Status.PASS, found, null, null, null);
    }

    static Diagnosis skipped(String check, String reason) {
        return new Diagnosis(check, Status.SKIPPED, reason, null, null, null);
    }

    static Diagnosis warn(String check, String found, String remedy) {
        return new Diagnosis(check, Status.WARN, found, remedy, null, null);
    }

    static Diagnosis fail(String check, ErrorCode code, String found, String remedy) {
        return new Diagnosis(check, Status.FAIL, found, remedy, code, null);
    }

    /** A check that could not do what it tried. */
    static Diagnosis fail(String check, PublishException error) {
        String where = error.location().map(at -> " (" + at + ")").orElse("");
        return fail(
                check,
                error.code(),
                "failed to " + error.tried() + where + ": " + error.found(),
                error.remedyTemplate());
    }

    Diagnosis of(String name) {
        return new Diagnosis(check, status, found, remedy, code, name);
    }

    Diagnosis withFound(String text) {
        return new Diagnosis(check, status, text, remedy, code, target);
    }
}
