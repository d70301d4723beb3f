package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.config.FormValidations;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Reports the success of an AWS CodePipeline job. */
public final class PutJobSuccessResultStep extends JobResultStep {

    private CurrentRevision currentRevision;
    private String continuationToken;
    private ExecutionDetails executionDetails;
    private OutputVariables outputVariables;

    @DataBoundConstructor
    public PutJobSuccessResultStep() {}

    @CheckForNull
    public CurrentRevision getCurrentRevision() {
        return currentRevision;
    }

    @DataBoundSetter
    public void setCurrentRevision(CurrentRevision currentRevision) {
        this.currentRevision = currentRevision;
    }

    @CheckForNull
    public String getContinuationToken() {
        return continuationToken;
    }

    @DataBoundSetter
    public void setContinuationToken(String continuationToken) {
        this.continuationToken = Util.fixEmpty(continuationToken);
    }

    @CheckForNull
    public ExecutionDetails getExecutionDetails() {
        return executionDetails;
    }

    @DataBoundSetter
    public void setExecutionDetails(ExecutionDetails executionDetails) {
        this.executionDetails = executionDetails;
    }

    @CheckForNull
    public OutputVariables getOutputVariables() {
        return outputVariables;
    }

    @DataBoundSetter
    public void setOutputVariables(OutputVariables outputVariables) {
        this.outputVariables = outputVariables;
    }

    @Override
    JobResultOperation operation() {
        return JobResultOperation.SUCCESS;
    }

    @Override
    void addMembers(Map<String, Object> members) {
        members.put("currentRevision", currentRevision == null ? null : currentRevision.toMember());
        members.put("continuationToken", continuationToken);
        members.put("executionDetails", executionDetails == null ? null : executionDetails.toMember());
        members.put("outputVariables", outputVariables == null ? null : outputVariables.toMember());
    }

    /** Offers the step to Pipelines. */
    @Extension
    @Symbol(DescriptorImpl.NAME) // Job DSL knows the result of a build step by it
    public static final class DescriptorImpl extends JobResultStepDescriptor {

        static final String NAME = "putJobSuccessResult";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PutJobSuccessResultStep_displayName();
        }

        @Override
        JobResultOperation operation() {
            return JobResultOperation.SUCCESS;
        }

        /** Shows numbers as numbers and output variables as a map, as a script writes them. */
        @Override
        void toScript(Map<String, Object> arguments) {
            arguments.computeIfPresent("executionDetails", (name, value) -> withNumber((UninstantiatedDescribable) value));
            arguments.computeIfPresent("outputVariables", (name, value) -> byName((UninstantiatedDescribable) value));
        }

        private static UninstantiatedDescribable withNumber(UninstantiatedDescribable details) {
            Map<String, Object> fields = new LinkedHashMap<>(details.getArguments());
            fields.computeIfPresent("percentComplete", (name, text) -> isNumber(text) ? Integer.valueOf(text.toString()) : text);
            return details.withArguments(fields);
        }

        private static boolean isNumber(Object text) {
            return text.toString().matches("0|[1-9][0-9]{0,8}");
        }

        private static Object byName(UninstantiatedDescribable variables) {
            return OutputVariables.byName(((List<?>) variables.getArguments().get("variables"))
                    .stream()
                            .map(row -> ((UninstantiatedDescribable) row).getArguments())
                            .map(row -> new OutputVariable((String) row.get("name"), (String) row.get("value")))
                            .toList());
        }

        @RequirePOST
        public FormValidation doCheckContinuationToken(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.member(item, operation(), "continuationToken", value);
        }
    }
}
