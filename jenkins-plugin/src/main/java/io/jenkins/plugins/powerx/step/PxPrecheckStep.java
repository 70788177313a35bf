package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.powerx.Messages;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Checks a PowerX plugin with the rules of {@code pxPublish}, without publishing it. */
public class PxPrecheckStep extends ProjectStep {
    private static final long serialVersionUID = 1L;

    @CheckForNull
    private String format;

    @CheckForNull
    private String output;

    private boolean offline;

    @DataBoundConstructor
    public PxPrecheckStep() {}

    /** Format of the report: text (default), json, sarif, junit or markdown. */
    @CheckForNull
    public String getFormat() {
        return format;
    }

    @DataBoundSetter
    public void setFormat(@CheckForNull String format) {
        this.format = Util.fixEmptyAndTrim(format);
    }

    /** File to write the report to, relative to the current directory; null means no report. */
    @CheckForNull
    public String getOutput() {
        return output;
    }

    @DataBoundSetter
    public void setOutput(@CheckForNull String output) {
        this.output = Util.fixEmptyAndTrim(output);
    }

    /** Skips the rules that need the Marketplace. */
    public boolean isOffline() {
        return offline;
    }

    @DataBoundSetter
    public void setOffline(boolean offline) {
        this.offline = offline;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PxPrecheckExecution(context, this);
    }

    @Extension
    public static class DescriptorImpl extends ProjectStepDescriptor {
        @Override
        public String getFunctionName() {
            return "pxPrecheck";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PxPrecheckStep_DisplayName();
        }

        @RequirePOST
        public ListBoxModel doFillFormatItems() {
            return StepForms.reportForms();
        }

        @RequirePOST
        public FormValidation doCheckOutput(@QueryParameter String value) {
            return StepForms.path(value);
        }
    }
}
