package io.jenkins.plugins.codepipeline.freestyle;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Extension;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.codepipeline.report.BuildContext;
import io.jenkins.plugins.codepipeline.report.SuccessReporter;
import io.jenkins.plugins.codepipeline.report.SuccessResult;
import io.jenkins.plugins.codepipeline.step.PutJobSuccessResultStep;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * Reports the success of an AWS CodePipeline job as a step of a freestyle build. It has the fields of the Pipeline step,
 * with the variables of the build put in.
 */
public final class PutJobSuccessResultBuilder extends Builder implements SimpleBuildStep {

    private final PutJobSuccessResultStep result;

    @DataBoundConstructor
    public PutJobSuccessResultBuilder(PutJobSuccessResultStep result) {
        this.result = result == null ? new PutJobSuccessResultStep() : result;
    }

    public PutJobSuccessResultStep getResult() {
        return result;
    }

    @Override
    public boolean requiresWorkspace() {
        return false;
    }

    @Override
    public void perform(@NonNull Run<?, ?> run, @NonNull EnvVars environment, @NonNull TaskListener listener)
            throws InterruptedException, IOException {
        if (!(run instanceof AbstractBuild<?, ?> build)) { // Neither its secrets would be known here, nor its restarts.
            throw new AbortException(Messages.PutJobSuccessResultBuilder_pipeline());
        }
        SuccessResult expanded = result.toResult().expand(environment);
        BuildContext context = new BuildContext(build, environment, build.getSensitiveBuildVariables(), listener);
        SuccessReporter.get().begin(expanded, () -> context, false).await();
    }

    /** Offers the step to every kind of project with build steps. */
    @Extension
    @Symbol("reportCodePipelineJobSuccess")
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @Override
        @SuppressWarnings("rawtypes") // as the class above declares it
        public boolean isApplicable(Class<? extends AbstractProject> project) {
            return true;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PutJobSuccessResultBuilder_displayName();
        }
    }
}
