package io.jenkins.plugins.codepipeline.step;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.codepipeline.result.JobResultArguments;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** The output variables of the action. Their values may be empty. */
public final class OutputVariables implements Describable<OutputVariables> {

    private final List<OutputVariable> variables;

    @DataBoundConstructor
    public OutputVariables(List<OutputVariable> variables) {
        this.variables = variables == null ? new ArrayList<>() : new ArrayList<>(variables);
    }

    public List<OutputVariable> getVariables() {
        return Collections.unmodifiableList(variables);
    }

    Map<String, Object> toMember() {
        return byName(variables);
    }

    /** A name that a form gives twice keeps both values, which no output variable may have, so that the check refuses it. */
    static Map<String, Object> byName(List<OutputVariable> variables) {
        Map<String, Object> byName = new LinkedHashMap<>();
        variables.forEach(variable -> JobResultArguments.add(byName, variable.getName(), variable.getValue()));
        return byName;
    }

    /** Offers the form. */
    @Extension
    public static final class DescriptorImpl extends Descriptor<OutputVariables> {}
}
