package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.codepipeline.config.FieldCheck;
import io.jenkins.plugins.codepipeline.config.FormLists;
import io.jenkins.plugins.codepipeline.core.input.Problem;
import io.jenkins.plugins.codepipeline.core.input.Shown;
import io.jenkins.plugins.codepipeline.report.SuccessResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Reports the success of an AWS CodePipeline custom-action job. */
public final class PutJobSuccessResultStep extends Step {

    private String jobId;
    private CurrentRevision currentRevision;
    private String continuationToken;
    private ExecutionDetails executionDetails;
    private OutputVariables outputVariables;
    private String cliInputJson;
    private String generateCliSkeleton;
    private String credentialsId;
    private String region;

    private transient List<Problem> problems;

    @DataBoundConstructor
    public PutJobSuccessResultStep() {}

    @CheckForNull
    public String getJobId() {
        return jobId;
    }

    @DataBoundSetter
    public void setJobId(String jobId) {
        this.jobId = Util.fixEmpty(jobId);
    }

    @CheckForNull
    public CurrentRevision getCurrentRevision() {
        return currentRevision;
    }

    @DataBoundSetter
    public void setCurrentRevision(CurrentRevision currentRevision) {
        this.currentRevision = currentRevision;
    }

    @CheckForNull
    public String getContinuationToken() {
        return continuationToken;
    }

    @DataBoundSetter
    public void setContinuationToken(String continuationToken) {
        this.continuationToken = Util.fixEmpty(continuationToken);
    }

    @CheckForNull
    public ExecutionDetails getExecutionDetails() {
        return executionDetails;
    }

    @DataBoundSetter
    public void setExecutionDetails(ExecutionDetails executionDetails) {
        this.executionDetails = executionDetails;
    }

    @CheckForNull
    public OutputVariables getOutputVariables() {
        return outputVariables;
    }

    @DataBoundSetter
    public void setOutputVariables(OutputVariables outputVariables) {
        this.outputVariables = outputVariables;
    }

    @CheckForNull
    public String getCliInputJson() {
        return cliInputJson;
    }

    @DataBoundSetter
    public void setCliInputJson(String cliInputJson) {
        this.cliInputJson = Util.fixEmpty(cliInputJson);
    }

    @CheckForNull
    public String getGenerateCliSkeleton() {
        return generateCliSkeleton;
    }

    @DataBoundSetter
    public void setGenerateCliSkeleton(String generateCliSkeleton) {
        this.generateCliSkeleton = Util.fixEmpty(generateCliSkeleton);
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @CheckForNull
    public String getRegion() {
        return region;
    }

    @DataBoundSetter
    public void setRegion(String region) {
        this.region = Util.fixEmptyAndTrim(region);
    }

    @Override
    public StepExecution start(StepContext context) {
        return new PutJobSuccessResultExecution(context, toResult());
    }

    /** What is to be reported. */
    public SuccessResult toResult() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("jobId", jobId);
        tree.put("currentRevision", currentRevision == null ? null : currentRevision.tree());
        tree.put("continuationToken", continuationToken);
        tree.put("executionDetails", executionDetails == null ? null : executionDetails.tree());
        tree.put("outputVariables", outputVariables == null ? null : outputVariables.tree());
        return new SuccessResult(
                tree,
                cliInputJson,
                generateCliSkeleton,
                credentialsId,
                region,
                problems == null ? List.of() : problems);
    }

    /** Takes arguments in every form that they have in a Pipeline script. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements CustomDescribableModel {

        private static final Set<String> TEXTS = Set.of(
                "jobId", "continuationToken", "cliInputJson", "generateCliSkeleton", "credentialsId", "region");

        @Override
        public String getFunctionName() {
            return "putJobSuccessResult";
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PutJobSuccessResultStep_displayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }

        @CheckForNull
        @Override
        public String argumentsToString(@NonNull Map<String, Object> namedArgs) {
            Object jobId = namedArgs.get("jobId");
            return jobId == null ? null : Shown.text(jobId.toString());
        }

        /**
         * Sorts out what no parameter can take. The model alone would only warn of an unknown argument, and lose it, and
         * would fail with a stack trace for a list in the place of a text; here both become problems beside all others.
         */
        @Override
        @SuppressWarnings("deprecation") // the one place where all arguments can be seen before the model drops some
        public Step newInstance(Map<String, Object> arguments) {
            DescribableModel<PutJobSuccessResultStep> model = DescribableModel.of(PutJobSuccessResultStep.class);
            Map<String, Object> usable = new LinkedHashMap<>(arguments);
            List<Problem> problems = new ArrayList<>();
            usable.entrySet().removeIf(argument -> {
                String name = argument.getKey();
                Object value = PlainTree.of(argument.getValue());
                if (model.getParameter(name) == null) {
                    problems.add(new Problem(
                            Shown.text(name), Shown.value(value), Messages.PutJobSuccessResultStep_only(names(model))));
                } else if (TEXTS.contains(name) && !isScalar(value)) {
                    problems.add(new Problem(name, Shown.value(value), Messages.PutJobSuccessResultStep_text()));
                } else {
                    return false;
                }
                return true;
            });
            PutJobSuccessResultStep step = model.instantiate(usable, null);
            step.problems = List.copyOf(problems);
            return step;
        }

        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> typed = new LinkedHashMap<>(arguments);
            TEXTS.forEach(name -> typed.computeIfPresent(name, (same, value) -> value.toString()));
            typed.computeIfPresent("currentRevision", (name, value) -> CurrentRevision.of(emptyMap(value)));
            typed.computeIfPresent("executionDetails", (name, value) -> ExecutionDetails.of(emptyMap(value)));
            typed.computeIfPresent("outputVariables", (name, value) -> OutputVariables.of(emptyMap(value)));
            return typed;
        }

        /** The Snippet Generator writes an empty map like an empty list. */
        private static Object emptyMap(Object value) {
            return List.of().equals(value) ? Map.of() : value;
        }

        /** Shows the form's values as a script writes them: numbers as numbers, output variables as a map. */
        @NonNull
        @Override
        public UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable step) {
            Map<String, Object> arguments = new LinkedHashMap<>(step.getArguments());
            arguments.computeIfPresent("executionDetails", (name, value) -> withNumber((UninstantiatedDescribable) value));
            arguments.computeIfPresent("outputVariables", (name, value) -> byName((UninstantiatedDescribable) value));
            return step.withArguments(arguments);
        }

        private static UninstantiatedDescribable withNumber(UninstantiatedDescribable details) {
            Map<String, Object> parts = new LinkedHashMap<>(details.getArguments());
            parts.computeIfPresent("percentComplete", (name, text) -> isNumber(text) ? Integer.valueOf(text.toString()) : text);
            return details.withArguments(parts);
        }

        private static boolean isNumber(Object text) {
            return text.toString().matches("0|[1-9][0-9]{0,8}");
        }

        private static Object byName(UninstantiatedDescribable variables) {
            List<OutputVariable> rows = new ArrayList<>();
            for (Object row : (List<?>) variables.getArguments().get("variables")) {
                Map<String, ?> columns = ((UninstantiatedDescribable) row).getArguments();
                rows.add(new OutputVariable((String) columns.get("name"), (String) columns.get("value")));
            }
            return new OutputVariables(rows).tree();
        }

        @RequirePOST
        public FormValidation doCheckJobId(
                @AncestorInPath Item item,
                @QueryParameter String value,
                @QueryParameter String cliInputJson,
                @QueryParameter String generateCliSkeleton) {
            boolean mayBeElsewhere = Util.fixEmpty(cliInputJson) != null || Util.fixEmpty(generateCliSkeleton) != null;
            return Util.fixEmpty(value) == null && mayBeElsewhere
                    ? FormValidation.ok()
                    : FieldCheck.member(item, "jobId", value);
        }

        @RequirePOST
        public FormValidation doCheckContinuationToken(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.member(item, "continuationToken", value);
        }

        @RequirePOST
        public FormValidation doCheckCliInputJson(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.cliInputJson(item, value);
        }

        @RequirePOST
        public FormValidation doCheckRegion(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.region(item, value);
        }

        @RequirePOST
        public ComboBoxModel doFillRegionItems(@AncestorInPath Item item) {
            return FormLists.regions(item);
        }

        @RequirePOST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return FormLists.credentials(item, credentialsId);
        }

        @RequirePOST
        public ListBoxModel doFillGenerateCliSkeletonItems(@AncestorInPath Item item) {
            return FormLists.of(
                    item,
                    new ListBoxModel.Option(Messages.PutJobSuccessResultStep_report(), ""),
                    new ListBoxModel.Option(Messages.PutJobSuccessResultStep_input(), "input"),
                    new ListBoxModel.Option(Messages.PutJobSuccessResultStep_output(), "output"));
        }

        @RequirePOST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return FieldCheck.credentials(item, value);
        }

        private static boolean isScalar(Object value) {
            return value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
        }

        private static String names(DescribableModel<?> model) {
            Collection<String> names = new TreeSet<>();
            model.getParameters().forEach(parameter -> names.add(parameter.getName()));
            return String.join(", ", names);
        }
    }
}
