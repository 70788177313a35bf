package io.powerx.publish.stage;

import io.powerx.publish.options.PublishOptions;
import java.util.ArrayList;
import java.util.List;

/** The stages of a publish. */
public final class Stages {
    private static final List<Stage> PREPARING = List.of(
            new InspectStage(),
            new PrecheckStage(),
            new HashStage(),
            new SignStage(),
            new PackStage(),
            new ReleaseStage());
    private static final List<Stage> TELLING =
            List.of(new RegisterStage(), new UploadStage(), new CompleteStage(), new SubmitStage());

    private Stages() {}

    /** In the order in which they run. */
    public static List<Stage> of(PublishOptions options) {
        List<Stage> stages = new ArrayList<>(PREPARING);
        if (options.store() != null) {
            stages.add(new StoreStage(options.store()));
        }
        stages.addAll(TELLING);
        return List.copyOf(stages);
    }
}
