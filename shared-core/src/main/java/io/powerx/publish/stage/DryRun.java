package io.powerx.publish.stage;

import java.util.ArrayList;
import java.util.List;

/** Collects what the stages of a publish would do. */
final class DryRun {
    private final PublishContext context;
    private final StageRunner runner;
    private final List<StagePlan> plans = new ArrayList<>();

    DryRun(PublishContext context, StageRunner runner) {
        this.context = context;
        this.runner = runner;
    }

    /** Runs a stage that only reads, and adds its result. */
    <I, O> O read(ReadingStage<I, O> stage, I input) {
        O output = runner.run(stage, input);
        plans.add(new StagePlan(stage.id(), stage.title(), stage.plan(context, output)));
        return output;
    }

    /** Adds what a stage would do with this content. */
    void plan(ChangingStage<?, ?> stage, Hashed content) {
        plans.add(new StagePlan(stage.id(), stage.title(), stage.plan(context, content)));
    }

    /** Like {@link #plan(ChangingStage, Hashed)}, but considers what the Marketplace already has. */
    void plan(ChangingStage<?, ?> stage, Hashed content, VersionOutlook outlook) {
        String instead = outlook.instead(stage.id());
        if (instead == null) {
            plan(stage, content);
        } else {
            plans.add(new StagePlan(stage.id(), stage.title(), List.of(instead)));
        }
    }

    List<StagePlan> plans() {
        return List.copyOf(plans);
    }
}
