package io.powerx.publish.stage;

import java.util.List;

/** The stages of a publish. */
public final class Stages {
    private static final List<Stage> IN_ORDER = List.of(
            new InspectStage(),
            new PrecheckStage(),
            new HashStage(),
            new SignStage(),
            new PackStage(),
            new ReleaseStage(),
            new RegisterStage(),
            new UploadStage(),
            new CompleteStage(),
            new SubmitStage());

    private Stages() {}

    /** In the order in which they run. */
    public static List<Stage> inOrder() {
        return IN_ORDER;
    }
}
