package io.powerx.publish.doctor;

import java.util.function.Consumer;

/** Checks that depend on each other. Together they have a limited time. */
interface Examination {
    /** The id of the check that fails if there is no result in time. */
    String id();

    /**
     * Runs the checks.
     *
     * @param results receives each result at once
     * @throws InterruptedException if the time is up
     */
    void run(Consumer<Diagnosis> results) throws InterruptedException;

    /** A result as the report shows it. */
    default Diagnosis named(Diagnosis result) {
        return result;
    }
}
