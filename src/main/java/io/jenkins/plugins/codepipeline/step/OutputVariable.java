package io.jenkins.plugins.codepipeline.step;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.config.FormValidations;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** One row of a form's list of output variables. */
public final class OutputVariable implements Describable<OutputVariable> {

    private final String name;
    private final String value;

    @DataBoundConstructor
    public OutputVariable(String name, String value) {
        this.name = Util.fixNull(name);
        this.value = Util.fixNull(value);
    }

    public String getName() {
        return name;
    }

    public String getValue() {
        return value;
    }

    /** Checks the fields of the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<OutputVariable> {

        @RequirePOST
        public FormValidation doCheckName(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.outputVariableName(item, value);
        }

        @RequirePOST
        public FormValidation doCheckValue(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.outputVariableValue(item, value);
        }
    }
}
