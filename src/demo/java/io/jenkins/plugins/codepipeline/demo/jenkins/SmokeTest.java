package io.jenkins.plugins.codepipeline.demo.jenkins;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.BuildListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import java.io.IOException;

/** Ends a freestyle build as the configuration of the action says, on any operating system. */
public final class SmokeTest extends Builder {

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
            throws InterruptedException, IOException {
        if ("fails".equals(build.getEnvironment(listener).get(ActionTypes.SMOKE_TEST))) {
            throw new AbortException("The smoke test failed");
        }
        listener.getLogger().println("The smoke test passed");
        return true;
    }

    @Extension
    public static final class DescriptorImpl extends BuildStepDescriptor<Builder> {

        @Override
        @SuppressWarnings("rawtypes") // as the class above declares it
        public boolean isApplicable(Class<? extends AbstractProject> project) {
            return true;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return "Smoke test of the demo";
        }
    }
}
