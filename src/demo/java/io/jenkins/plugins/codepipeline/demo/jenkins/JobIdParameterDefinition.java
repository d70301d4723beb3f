package io.jenkins.plugins.codepipeline.demo.jenkins;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import org.kohsuke.stapler.DataBoundConstructor;

/** A text that is by default the id of a job that waits for its result, as a worker would poll it. */
public final class JobIdParameterDefinition extends StringParameterDefinition {

    private static final long serialVersionUID = 1L;

    @DataBoundConstructor
    public JobIdParameterDefinition(String name) {
        super(name);
    }

    @Override
    public String getDefaultValue() {
        return DemoJenkins.get().endpoint().map(endpoint -> endpoint.jobs().inProgressByHand().id()).orElse("");
    }

    @Override
    public String getDefaultValue4Build() {
        return getDefaultValue();
    }

    @Override
    public StringParameterValue getDefaultParameterValue() {
        return new StringParameterValue(getName(), getDefaultValue(), getDescription());
    }

    @Extension
    public static final class DescriptorImpl extends ParameterDescriptor {

        @NonNull
        @Override
        public String getDisplayName() {
            return "Job of the AWS CodePipeline demo";
        }
    }
}
