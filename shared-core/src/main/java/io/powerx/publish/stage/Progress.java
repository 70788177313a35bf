package io.powerx.publish.stage;

/** What a stage produced. Each of these records contains the one before, so a record's type shows what is available. */
public sealed interface Progress
        permits Inspected, Checked, Hashed, Packed, SignedRelease, Registered, Progress.AfterRegistration {

    /** The records that contain the publish as the server last described it. */
    sealed interface AfterRegistration extends Progress permits Uploaded, Completed, Submitted {
        Registered registered();
    }
}
