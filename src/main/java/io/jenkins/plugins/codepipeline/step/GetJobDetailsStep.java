package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** Gives the data of an AWS CodePipeline job to a Pipeline, without the credentials of its artifacts. */
public final class GetJobDetailsStep extends JobStep {

    @DataBoundConstructor
    public GetJobDetailsStep() {}

    @Override
    public StepExecution start(StepContext context) {
        return new GetJobDetailsStepExecution(context, getJobId(), getCredentialsId(), getRegion());
    }

    /** Offers the step to Pipelines. */
    @Extension
    public static final class DescriptorImpl extends JobStepDescriptor {

        @Override
        public String getFunctionName() {
            return "getJobDetails";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.GetJobDetailsStep_displayName();
        }
    }
}
