package io.jenkins.plugins.codepipeline.step;

import hudson.Extension;
import hudson.model.Describable;
import hudson.model.Descriptor;
import io.jenkins.plugins.codepipeline.report.SuccessResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kohsuke.stapler.DataBoundConstructor;

/** The output variables of the action. Their values may be empty. */
public final class OutputVariables implements Describable<OutputVariables> {

    private final Object given;

    @DataBoundConstructor
    public OutputVariables(List<OutputVariable> variables) {
        this.given = byName(variables == null ? List.of() : variables);
    }

    private OutputVariables(Object given) {
        this.given = PlainTree.of(given);
    }

    static OutputVariables of(Object given) {
        return given instanceof OutputVariables same ? same : new OutputVariables(given);
    }

    /** The value that takes the place of the output variables in the tree. */
    Object tree() {
        return given;
    }

    public List<OutputVariable> getVariables() {
        List<OutputVariable> variables = new ArrayList<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, values) -> (values instanceof Collection<?> several ? several : Collections.singleton(values))
                    .forEach(value -> variables.add(new OutputVariable(String.valueOf(name), Objects.toString(value, "")))));
        }
        return variables;
    }

    /** A name that a form gives twice keeps both values, which no output variable may have, so that the check refuses it. */
    private static Map<String, Object> byName(List<OutputVariable> variables) {
        Map<String, Object> byName = new LinkedHashMap<>();
        variables.forEach(variable -> SuccessResult.add(byName, variable.getName(), variable.getValue()));
        return byName;
    }

    @Extension
    public static final class DescriptorImpl extends Descriptor<OutputVariables> {}
}
