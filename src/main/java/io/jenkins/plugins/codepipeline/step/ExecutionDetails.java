package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.config.FormValidations;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What CodePipeline shows of the action. */
public final class ExecutionDetails implements Describable<ExecutionDetails> {

    private String summary;
    private String externalExecutionId;
    private String percentComplete;

    @DataBoundConstructor
    public ExecutionDetails() {}

    @CheckForNull
    public String getSummary() {
        return summary;
    }

    @DataBoundSetter
    public void setSummary(String summary) {
        this.summary = Util.fixEmpty(summary);
    }

    @CheckForNull
    public String getExternalExecutionId() {
        return externalExecutionId;
    }

    @DataBoundSetter
    public void setExternalExecutionId(String externalExecutionId) {
        this.externalExecutionId = Util.fixEmpty(externalExecutionId);
    }

    /** A number, or an expression with variables of the build that becomes one. */
    @CheckForNull
    public String getPercentComplete() {
        return percentComplete;
    }

    @DataBoundSetter
    public void setPercentComplete(String percentComplete) {
        this.percentComplete = Util.fixEmpty(percentComplete);
    }

    Map<String, Object> toMember() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("summary", summary);
        fields.put("externalExecutionId", externalExecutionId);
        fields.put("percentComplete", percentComplete);
        return fields;
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<ExecutionDetails> {

        @RequirePOST
        public FormValidation doCheckSummary(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.member(item, JobResultOperation.SUCCESS, "executionDetails.summary", value);
        }

        @RequirePOST
        public FormValidation doCheckExternalExecutionId(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.member(item, JobResultOperation.SUCCESS, "executionDetails.externalExecutionId", value);
        }

        @RequirePOST
        public FormValidation doCheckPercentComplete(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.member(item, JobResultOperation.SUCCESS, "executionDetails.percentComplete", value);
        }
    }
}
