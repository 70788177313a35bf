package io.powerx.publish.precheck.secrets;

import io.powerx.publish.precheck.secrets.FoundSecret.Certainty;

/**
 * A part of a file that is a secret unless its surroundings say otherwise.
 *
 * @param kind as in {@link FoundSecret}
 * @param shown as in {@link FoundSecret}
 * @param start index in the window
 * @param end index after the last byte
 */
record SecretCandidate(String kind, String shown, Certainty certainty, Evidence evidence, int start, int end) {
    /** Why it is a secret. */
    enum Evidence {
        /** The issuer's checksum is right. */
        CHECKSUM,
        /** It has a form that only the issuer uses. */
        FORM,
        /** It is in a place where secrets are. */
        PLACE
    }

    SecretCandidate lessCertain() {
        return new SecretCandidate(
                kind, shown, certainty == Certainty.CERTAIN ? Certainty.LIKELY : certainty, evidence, start, end);
    }
}
