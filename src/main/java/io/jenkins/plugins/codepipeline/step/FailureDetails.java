package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.codepipeline.config.FormItems;
import io.jenkins.plugins.codepipeline.config.FormValidations;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;
import software.amazon.awssdk.services.codepipeline.model.FailureType;

/** Why the action failed. */
public final class FailureDetails implements Describable<FailureDetails> {

    private final String type;
    private final String message;
    private String externalExecutionId;

    @DataBoundConstructor
    public FailureDetails(String type, String message) {
        this.type = Util.fixEmpty(type);
        this.message = Util.fixEmpty(message);
    }

    @CheckForNull
    public String getType() {
        return type;
    }

    @CheckForNull
    public String getMessage() {
        return message;
    }

    @CheckForNull
    public String getExternalExecutionId() {
        return externalExecutionId;
    }

    @DataBoundSetter
    public void setExternalExecutionId(String externalExecutionId) {
        this.externalExecutionId = Util.fixEmpty(externalExecutionId);
    }

    Map<String, Object> toMember() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("message", message);
        fields.put("externalExecutionId", externalExecutionId);
        return fields;
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<FailureDetails> {

        @RequirePOST
        public ListBoxModel doFillTypeItems(@AncestorInPath Item item) {
            return FormItems.of(
                    item,
                    FailureType.knownValues().stream()
                            .map(Object::toString)
                            .map(type -> new ListBoxModel.Option(type, type))
                            .toArray(ListBoxModel.Option[]::new));
        }

        @RequirePOST
        public FormValidation doCheckMessage(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.member(item, JobResultOperation.FAILURE, "failureDetails.message", value);
        }

        @RequirePOST
        public FormValidation doCheckExternalExecutionId(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.member(item, JobResultOperation.FAILURE, "failureDetails.externalExecutionId", value);
        }
    }
}
