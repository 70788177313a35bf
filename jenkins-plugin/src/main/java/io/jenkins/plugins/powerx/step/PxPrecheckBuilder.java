package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.powerx.Messages;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The precheck as a build step for freestyle jobs; it wraps a {@link PxPrecheckStep}. */
public class PxPrecheckBuilder extends FreestyleStep {
    private final PxPrecheckStep precheck;

    @DataBoundConstructor
    public PxPrecheckBuilder(PxPrecheckStep precheck) {
        this.precheck = precheck == null ? new PxPrecheckStep() : precheck;
    }

    public PxPrecheckStep getPrecheck() {
        return precheck;
    }

    @Override
    void perform(Place place, StepVerdict verdict) throws IOException, InterruptedException {
        new PrecheckTask(place.run(), place.workspace(), place.environment(), place.log(), precheck).check(verdict);
    }

    @Extension
    @Symbol("powerxPrecheck")
    public static class DescriptorImpl extends Offer {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PxPrecheckBuilder_DisplayName();
        }
    }
}
