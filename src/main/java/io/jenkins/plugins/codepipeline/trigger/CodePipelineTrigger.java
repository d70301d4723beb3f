package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import hudson.Util;
import hudson.model.AbstractProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.triggers.Trigger;
import hudson.triggers.TriggerDescriptor;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.codepipeline.config.FormItems;
import io.jenkins.plugins.codepipeline.config.FormPermissions;
import io.jenkins.plugins.codepipeline.config.FormValidations;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.PollQuery;
import io.jenkins.plugins.codepipeline.core.request.RegionName;
import io.jenkins.plugins.codepipeline.core.request.ValidationError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Takes jobs of a custom action from AWS CodePipeline, and starts a build for each. */
public final class CodePipelineTrigger extends Trigger<Job<?, ?>> {

    static final int DEFAULT_POLL_INTERVAL = 30;
    static final int MIN_POLL_INTERVAL = 5;
    private static final int MAX_POLL_INTERVAL = 86_400;

    private final String category;
    private final String provider;
    private final String version;
    private String queryParam;
    private String region;
    private String credentialsId;
    private int pollInterval = DEFAULT_POLL_INTERVAL;
    private boolean reportResult = true;
    private boolean unstableIsSuccess;

    /** What it polls for, which is asked for at each poll. */
    private transient PollQuery query;

    @DataBoundConstructor
    public CodePipelineTrigger(String category, String provider, String version) {
        this.category = Util.fixEmptyAndTrim(category);
        this.provider = Util.fixEmptyAndTrim(provider);
        this.version = Util.fixEmptyAndTrim(version);
    }

    public String getCategory() {
        return category;
    }

    public String getProvider() {
        return provider;
    }

    public String getVersion() {
        return version;
    }

    /** The queryable property and its value, as {@code key=value}. */
    @CheckForNull
    public String getQueryParam() {
        return queryParam;
    }

    @DataBoundSetter
    public void setQueryParam(String queryParam) {
        this.queryParam = Util.fixEmptyAndTrim(queryParam);
        query = null;
    }

    @CheckForNull
    public String getRegion() {
        return region;
    }

    @DataBoundSetter
    public void setRegion(String region) {
        this.region = Util.fixEmptyAndTrim(region);
    }

    @CheckForNull
    public String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /** Seconds between two polls that find nothing. */
    public int getPollInterval() {
        return pollInterval;
    }

    @DataBoundSetter
    public void setPollInterval(int pollInterval) {
        this.pollInterval = pollInterval;
    }

    /** Whether the plugin sends a result for a build that has sent none. */
    public boolean isReportResult() {
        return reportResult;
    }

    @DataBoundSetter
    public void setReportResult(boolean reportResult) {
        this.reportResult = reportResult;
    }

    public boolean isUnstableIsSuccess() {
        return unstableIsSuccess;
    }

    @DataBoundSetter
    public void setUnstableIsSuccess(boolean unstableIsSuccess) {
        this.unstableIsSuccess = unstableIsSuccess;
    }

    /**
     * What to poll for.
     *
     * @throws InvalidInputException if the settings, which may come from a file, are not valid
     */
    PollQuery query() throws InvalidInputException {
        if (query == null) {
            query = PollQuery.read(category, provider, version, queryParam);
        }
        return query;
    }

    /**
     * Checks all settings.
     *
     * @throws InvalidInputException with everything that is wrong
     */
    private void check() throws InvalidInputException {
        List<ValidationError> errors = new ArrayList<>();
        try {
            query();
        } catch (InvalidInputException e) {
            errors.addAll(e.errors());
        }
        if (region != null) {
            RegionName.check("region", region).ifPresent(errors::add);
        }
        if (pollInterval < MIN_POLL_INTERVAL || pollInterval > MAX_POLL_INTERVAL) {
            errors.add(new ValidationError(
                    "pollInterval",
                    String.valueOf(pollInterval),
                    Messages.CodePipelineTrigger_pollInterval(MIN_POLL_INTERVAL, MAX_POLL_INTERVAL)));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
    }

    TriggerSettings settings() {
        return new TriggerSettings(credentialsId, reportResult, unstableIsSuccess);
    }

    @CheckForNull
    Job<?, ?> item() {
        return job;
    }

    /** The trigger that an item has. */
    static Optional<CodePipelineTrigger> of(@CheckForNull Job<?, ?> item) {
        return Optional.ofNullable(
                item instanceof AbstractProject<?, ?> project // For which the general way makes a map of all triggers.
                        ? project.getTrigger(CodePipelineTrigger.class)
                        : ParameterizedJobMixIn.getTrigger(item, CodePipelineTrigger.class));
    }

    /** The full name of the item, once the trigger has started. */
    String itemFullName() {
        return Objects.requireNonNull(job).getFullName();
    }

    /** Whether the item has this trigger, rather than a later one in its place. */
    boolean isCurrent() {
        return of(job).filter(current -> current == this).isPresent();
    }

    /** Whether it belongs to the item of a name. */
    boolean isOf(String itemFullName) {
        return job != null && job.getFullName().equals(itemFullName);
    }

    /** Whether another trigger counts instead, because the item was changed or is loaded again. */
    boolean isReplacedBy(CodePipelineTrigger later) {
        return job != null
                && later.job != null
                && isOf(later.job.getFullName())
                && (job != later.job || !isCurrent());
    }

    @Override
    public void start(Job<?, ?> item, boolean newInstance) {
        super.start(item, newInstance);
        JobPoller.get().add(this);
    }

    @Override
    public void stop() {
        JobPoller.get().remove(this);
        super.stop();
    }

    /** Offers the trigger to freestyle jobs, Pipelines, and the branches of multibranch Pipelines. */
    @Extension
    @Symbol("codePipelineJobs")
    public static final class DescriptorImpl extends TriggerDescriptor implements CustomDescribableModel {

        @Override
        public boolean isApplicable(Item item) {
            return item instanceof Job && item instanceof ParameterizedJob;
        }

        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.CodePipelineTrigger_displayName();
        }

        public int getDefaultPollInterval() {
            return DEFAULT_POLL_INTERVAL;
        }

        /** Refuses a form with settings that are not valid. */
        @Override
        public Trigger<?> newInstance(StaplerRequest2 req, @NonNull JSONObject formData) throws FormException {
            CodePipelineTrigger trigger = (CodePipelineTrigger) super.newInstance(req, formData);
            try {
                trigger.check();
            } catch (InvalidInputException e) {
                throw new FormException(e.getMessage(), e, "provider");
            }
            return trigger;
        }

        /** Takes a query parameter in the form of a map, as a script writes it, and refuses settings that are not valid. */
        @NonNull
        @Override
        public Map<String, Object> customInstantiate(@NonNull Map<String, Object> arguments) {
            Map<String, Object> typed = new LinkedHashMap<>(arguments);
            typed.computeIfPresent("queryParam", (name, value) -> value instanceof Map<?, ?> map ? text(map) : value);
            try {
                CodePipelineTrigger trigger =
                        new CodePipelineTrigger(text(typed, "category"), text(typed, "provider"), text(typed, "version"));
                trigger.setQueryParam(text(typed, "queryParam"));
                trigger.setRegion(text(typed, "region"));
                if (typed.get("pollInterval") instanceof Integer seconds) {
                    trigger.setPollInterval(seconds);
                }
                trigger.check();
            } catch (InvalidInputException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
            return typed;
        }

        @CheckForNull
        private static String text(Map<String, Object> arguments, String name) {
            return Objects.toString(arguments.get(name), null);
        }

        /** More than one entry becomes a text that the check refuses. */
        private static String text(Map<?, ?> map) {
            StringBuilder text = new StringBuilder();
            map.forEach((key, value) -> text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(value));
            return text.toString();
        }

        @NonNull
        @Override
        public UninstantiatedDescribable customUninstantiate(@NonNull UninstantiatedDescribable trigger) {
            Map<String, Object> arguments = new LinkedHashMap<>(trigger.getArguments());
            arguments.computeIfPresent("queryParam", (name, value) -> {
                String[] parts = value.toString().split("=", 2);
                return parts.length == 2 ? Map.of(parts[0], parts[1]) : value;
            });
            return trigger.withArguments(arguments);
        }

        @RequirePOST
        public FormValidation doCheckProvider(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.required(item, value, PollQuery::checkProvider);
        }

        @RequirePOST
        public FormValidation doCheckVersion(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.required(item, value, PollQuery::checkVersion);
        }

        @RequirePOST
        public FormValidation doCheckQueryParam(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.optional(item, value, PollQuery::checkQueryParam);
        }

        @RequirePOST
        public FormValidation doCheckPollInterval(@AncestorInPath Item item, @QueryParameter String value) {
            return FormPermissions.isAllowed(item)
                    ? FormValidation.validateIntegerInRange(value, MIN_POLL_INTERVAL, MAX_POLL_INTERVAL)
                    : FormValidation.ok();
        }

        @RequirePOST
        public FormValidation doCheckRegion(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.region(item, value);
        }

        @RequirePOST
        public FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
            return FormValidations.credentials(item, value);
        }

        @RequirePOST
        public ListBoxModel doFillCategoryItems(@AncestorInPath Item item) {
            return FormItems.of(
                    item,
                    PollQuery.categories().stream()
                            .map(category -> new ListBoxModel.Option(category, category))
                            .toArray(ListBoxModel.Option[]::new));
        }

        @RequirePOST
        public ComboBoxModel doFillRegionItems(@AncestorInPath Item item) {
            return FormItems.regions(item);
        }

        @RequirePOST
        public ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
            return FormItems.credentials(item, credentialsId);
        }

        /** Tries the values of the form without polling: the credentials, and, where that is allowed, the action type. */
        @RequirePOST
        public FormValidation doTest(
                @AncestorInPath Item item,
                @QueryParameter String category,
                @QueryParameter String provider,
                @QueryParameter String version,
                @QueryParameter String queryParam,
                @QueryParameter String region,
                @QueryParameter String credentialsId) {
            if (item == null) { // The snippet of a trigger belongs to no item.
                return FormValidation.ok();
            }
            item.checkPermission(Item.CONFIGURE);
            CodePipelineTrigger trigger = new CodePipelineTrigger(category, provider, version);
            trigger.setQueryParam(queryParam);
            trigger.setRegion(region);
            trigger.setCredentialsId(credentialsId);
            try {
                return TriggerSettingsTester.run(item, trigger);
            } catch (AbortException | InvalidInputException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
