package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.config.FieldCheck;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What CodePipeline shows of the action. */
public final class ExecutionDetails extends GivenMember implements Describable<ExecutionDetails> {

    @DataBoundConstructor
    public ExecutionDetails() {}

    private ExecutionDetails(Object given) {
        super(given);
    }

    static ExecutionDetails of(Object given) {
        return given instanceof ExecutionDetails same ? same : new ExecutionDetails(given);
    }

    @CheckForNull
    public String getSummary() {
        return text("summary");
    }

    @DataBoundSetter
    public void setSummary(String summary) {
        put("summary", summary);
    }

    @CheckForNull
    public String getExternalExecutionId() {
        return text("externalExecutionId");
    }

    @DataBoundSetter
    public void setExternalExecutionId(String externalExecutionId) {
        put("externalExecutionId", externalExecutionId);
    }

    @CheckForNull
    public String getPercentComplete() {
        return text("percentComplete");
    }

    @DataBoundSetter
    public void setPercentComplete(String percentComplete) {
        put("percentComplete", percentComplete);
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<ExecutionDetails> {

        @RequirePOST
        public FormValidation doCheckSummary(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.member(item, "executionDetails.summary", value);
        }

        @RequirePOST
        public FormValidation doCheckExternalExecutionId(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.member(item, "executionDetails.externalExecutionId", value);
        }

        @RequirePOST
        public FormValidation doCheckPercentComplete(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.member(item, "executionDetails.percentComplete", value);
        }
    }
}
