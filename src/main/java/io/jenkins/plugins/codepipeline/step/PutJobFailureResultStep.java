package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Reports the failure of an AWS CodePipeline job. */
public final class PutJobFailureResultStep extends JobResultStep {

    private FailureDetails failureDetails;

    @DataBoundConstructor
    public PutJobFailureResultStep() {}

    @CheckForNull
    public FailureDetails getFailureDetails() {
        return failureDetails;
    }

    @DataBoundSetter
    public void setFailureDetails(FailureDetails failureDetails) {
        this.failureDetails = failureDetails;
    }

    @Override
    JobResultOperation operation() {
        return JobResultOperation.FAILURE;
    }

    @Override
    void addMembers(Map<String, Object> members) {
        members.put("failureDetails", failureDetails == null ? null : failureDetails.toMember());
    }

    /** Offers the step to Pipelines. */
    @Extension
    @Symbol(DescriptorImpl.NAME) // Job DSL knows the result of a build step by it
    public static final class DescriptorImpl extends JobResultStepDescriptor {

        static final String NAME = "putJobFailureResult";

        @Override
        public String getFunctionName() {
            return NAME;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PutJobFailureResultStep_displayName();
        }

        @Override
        JobResultOperation operation() {
            return JobResultOperation.FAILURE;
        }
    }
}
