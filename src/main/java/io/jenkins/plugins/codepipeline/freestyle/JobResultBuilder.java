package io.jenkins.plugins.codepipeline.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.model.Descriptor;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.BuildStepMonitor;
import hudson.tasks.Builder;
import io.jenkins.plugins.codepipeline.step.JobResultStep;
import io.jenkins.plugins.codepipeline.step.PutJobFailureResultStep;
import io.jenkins.plugins.codepipeline.step.PutJobSuccessResultStep;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Reports the success or the failure of an AWS CodePipeline job as a build step of a freestyle job. It has the fields of the
 * Pipeline's steps, with the variables of the build put in. It is no build step of a Pipeline, which has steps of its own.
 */
public final class JobResultBuilder extends Builder {

    private final JobResultStep result;

    @DataBoundConstructor
    public JobResultBuilder(JobResultStep result) {
        this.result = result == null ? new PutJobSuccessResultStep() : result;
    }

    public JobResultStep getResult() {
        return result;
    }

    @NonNull
    @Override
    public BuildStepMonitor getRequiredMonitorService() {
        return BuildStepMonitor.NONE;
    }

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        FreestyleResultSender.put(result.toArguments(), build, listener);
        return true;
    }

    /** Offers the step to every kind of project with build steps. */
    @Extension
    @Symbol("codePipelineJobResult")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @Override
        @SuppressWarnings("rawtypes") // as the class above declares it
        public boolean isApplicable(Class<? extends AbstractProject> project) {
            return true;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.JobResultBuilder_displayName();
        }

        /** The results that the form offers. */
        public List<Descriptor<?>> getResultDescriptors() {
            return List.of(
                    Jenkins.get().getDescriptorOrDie(PutJobSuccessResultStep.class),
                    Jenkins.get().getDescriptorOrDie(PutJobFailureResultStep.class));
        }
    }
}
