package io.jenkins.plugins.codepipeline.freestyle;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Notifier;
import hudson.tasks.Publisher;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.result.BuildOutcome;
import io.jenkins.plugins.codepipeline.result.JobResultArguments;
import io.jenkins.plugins.codepipeline.step.FailureDetails;
import io.jenkins.plugins.codepipeline.step.PutJobFailureResultStep;
import io.jenkins.plugins.codepipeline.step.PutJobSuccessResultStep;
import java.io.IOException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/**
 * Reports what a freestyle build became to AWS CodePipeline, after all other post-build actions: a success with the fields of
 * {@link PutJobSuccessResultStep}, or a failure.
 */
public final class JobResultNotifier extends Notifier {

    private final PutJobSuccessResultStep success;
    private FailureDetails failureDetails;
    private boolean unstableIsSuccess;

    @DataBoundConstructor
    public JobResultNotifier(PutJobSuccessResultStep success) {
        this.success = success == null ? new PutJobSuccessResultStep() : success;
    }

    /** The success; a failure goes to the same job and region, with the same credentials. */
    public PutJobSuccessResultStep getSuccess() {
        return success;
    }

    /** What is said of a failure. Without it, the name and the result of the build. */
    @CheckForNull
    public FailureDetails getFailureDetails() {
        return failureDetails;
    }

    @DataBoundSetter
    public void setFailureDetails(FailureDetails failureDetails) {
        this.failureDetails = failureDetails;
    }

    public boolean isUnstableIsSuccess() {
        return unstableIsSuccess;
    }

    @DataBoundSetter
    public void setUnstableIsSuccess(boolean unstableIsSuccess) {
        this.unstableIsSuccess = unstableIsSuccess;
    }

    @NonNull
    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    /** Another action may still change the result of the build before that. */
    @Override
    public boolean needsToRunAfterFinalized() {
        return true;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        BuildOutcome outcome = BuildOutcome.of(build, unstableIsSuccess);
        boolean isSuccess = outcome.operation() == JobResultOperation.SUCCESS;
        FreestyleResultSender.put(isSuccess ? success.toArguments() : failure(outcome), build, listener);
        return true;
    }

    private JobResultArguments failure(BuildOutcome outcome) {
        PutJobFailureResultStep failure = new PutJobFailureResultStep();
        failure.setJobId(success.getJobId());
        failure.setCredentialsId(success.getCredentialsId());
        failure.setRegion(success.getRegion());
        failure.setGenerateCliSkeleton(success.getGenerateCliSkeleton());
        failure.setFailureDetails(failureDetails == null ? details(outcome) : failureDetails);
        return failure.toArguments();
    }

    private static FailureDetails details(BuildOutcome outcome) {
        // A message is no place for variables.
        FailureDetails details = new FailureDetails(outcome.failureType(), outcome.message().replace("$", "$$"));
        details.setExternalExecutionId(outcome.externalExecutionId());
        return details;
    }

    /** Offers the action to every kind of project with post-build actions. */
    @Extension
    @Symbol("codePipelineJobResultNotifier")
    public static final class DescriptorImpl extends BuildStepDescriptor<Publisher> {

        @Override
        @SuppressWarnings("rawtypes") // as the class above declares it
        public boolean isApplicable(Class<? extends AbstractProject> project) {
            return true;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.JobResultNotifier_displayName();
        }
    }
}
