package io.powerx.publish.precheck.secrets;

import java.util.List;
import java.util.Optional;

/** Recognizes one kind of secrets. Stateless. */
interface Detector {
    /** Texts of at least two ASCII characters; every secret of this kind contains one of them. */
    List<String> anchors();

    /**
     * Examines a place that has one of the anchors. Reads a bounded number of bytes before and after it.
     *
     * @param index of the anchor's first byte
     */
    Optional<SecretCandidate> at(Window window, int index, String anchor);
}
