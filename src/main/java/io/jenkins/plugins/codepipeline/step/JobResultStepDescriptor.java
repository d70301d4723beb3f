package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Util;
import hudson.model.Item;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.codepipeline.config.FormItems;
import io.jenkins.plugins.codepipeline.config.FormValidations;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import io.jenkins.plugins.codepipeline.core.request.ValidationError;
import io.jenkins.plugins.codepipeline.result.JobResultArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Takes the arguments of a result's step in every form that they have in a Pipeline script, and checks those of its form. */
abstract class JobResultStepDescriptor extends JobStepDescriptor implements CustomDescribableModel {

    private static final String CLI_INPUT_JSON = "cliInputJson";
    private static final String GENERATE_CLI_SKELETON = "generateCliSkeleton";
    private static final String CREDENTIALS_ID = "credentialsId";
    private static final String REGION = "region";

    /** The arguments that are no members of the result, and always texts. */
    private static final Set<String> OPTIONS = Set.of(CLI_INPUT_JSON, GENERATE_CLI_SKELETON, CREDENTIALS_ID, REGION);

    abstract JobResultOperation operation();

    /** Changes the arguments that a form gave to what a script has in their place. */
    void toScript(Map<String, Object> arguments) {}

    /**
     * Takes what a script gave as it is. The model of the step would drop an unknown argument with a warning, and fail with a
     * stack trace at a list in the place of a text; here both become errors beside all others.
     */
    @Override
    @SuppressWarnings("deprecation") // the one place that gets all arguments before the model drops some
    public final Step newInstance(Map<String, Object> arguments) {
        DescribableModel<? extends Step> model = DescribableModel.of(clazz);
        Map<String, Object> members = new LinkedHashMap<>();
        Map<String, String> options = new LinkedHashMap<>();
        List<ValidationError> errors = new ArrayList<>();
        arguments.forEach((name, given) -> {
            Object value = ArgumentNormalizer.normalize(given);
            DescribableParameter parameter = model.getParameter(name);
            if (parameter == null) {
                errors.add(new ValidationError(
                        Printable.text(name), Printable.value(value), Messages.JobResultStepDescriptor_only(names(model))));
            } else if (parameter.getErasedType() != String.class) {
                members.put(name, List.of().equals(value) ? Map.of() : value); // A snippet has [] for an empty map.
            } else if (!isScalar(value)) {
                errors.add(new ValidationError(name, Printable.value(value), Messages.JobResultStepDescriptor_text()));
            } else if (OPTIONS.contains(name)) {
                options.put(name, Objects.toString(value, null));
            } else {
                members.put(name, Objects.toString(value, null));
            }
        });
        JobResultStep step = (JobResultStep) model.instantiate(Map.of(), TaskListener.NULL); // There is nothing to warn of.
        step.setScriptArguments(new JobResultArguments(
                operation(),
                members,
                options.get(CLI_INPUT_JSON),
                options.get(GENERATE_CLI_SKELETON),
                Util.fixEmptyAndTrim(options.get(CREDENTIALS_ID)),
                Util.fixEmptyAndTrim(options.get(REGION)),
                errors));
        return step;
    }

    /** Begins a snippet with the job. A constructor parameter would do the same, but a Declarative Pipeline would require it. */
    @NonNull
    @Override
    public final UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (step.getArguments().containsKey(JOB_ID)) {
            arguments.put(JOB_ID, step.getArguments().get(JOB_ID));
        }
        step.getArguments().forEach(arguments::putIfAbsent);
        toScript(arguments);
        return step.withArguments(arguments);
    }

    private static boolean isScalar(Object value) {
        return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private static String names(DescribableModel<?> model) {
        return model.getParameters().stream()
                .map(DescribableParameter::getName)
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @RequirePOST
    public final FormValidation doCheckCliInputJson(@AncestorInPath Item item, @QueryParameter String value) {
        return FormValidations.cliInputJson(item, operation(), value);
    }

    @RequirePOST
    public final ListBoxModel doFillGenerateCliSkeletonItems(@AncestorInPath Item item) {
        return FormItems.of(
                item,
                new ListBoxModel.Option(Messages.JobResultStepDescriptor_send(), ""),
                new ListBoxModel.Option(Messages.JobResultStepDescriptor_input(), "input"),
                new ListBoxModel.Option(Messages.JobResultStepDescriptor_output(), "output"));
    }
}
