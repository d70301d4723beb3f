package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.SimpleParameterDefinition;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobCause;
import io.jenkins.plugins.codepipeline.result.BuildOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jenkins.model.ParameterizedJobMixIn;
import software.amazon.awssdk.services.codepipeline.model.FailureType;
import software.amazon.awssdk.services.codepipeline.model.JobData;

/** Starts the build of a job that this controller has acknowledged. */
final class BuildStarter {

    private BuildStarter() {}

    /**
     * Queues the build, or makes a failure due that says why there can be none.
     *
     * @param configuration of the action; of it, the build gets what its item has parameters for
     */
    static void start(String jobId, Map<String, String> configuration) {
        JobLedger.get().find(jobId).ifPresent(entry -> start(entry, configuration));
    }

    private static void start(LedgerEntry entry, Map<String, String> configuration) {
        Job<?, ?> item = BuildFinder.itemOf(entry);
        PollingLog log = JobPoller.get().log(entry.itemFullName());
        try {
            if (item == null) {
                throw new RefusedException(FailureType.SYSTEM_UNAVAILABLE, Messages.BuildStarter_noItem(entry.itemFullName()));
            }
            if (ParameterizedJobMixIn.scheduleBuild2(
                            item,
                            0,
                            new CauseAction(new CodePipelineJobCause(entry.job())),
                            new CodePipelineJobAction(entry.job(), entry.settings().credentialsId()),
                            parameters(item, configuration))
                    == null) {
                throw new RefusedException(FailureType.SYSTEM_UNAVAILABLE, Messages.BuildStarter_refused(entry.itemFullName()));
            }
            log.add(Messages.BuildStarter_queued(
                    entry.id(), entry.job().getPipelineName(), entry.job().getStageName(), entry.job().getActionName()));
        } catch (RefusedException e) {
            log.addFailure(e.getMessage());
            ResultDelivery.get().due(entry.id(), BuildOutcome.failure(e.type, e.getMessage(), null));
        }
    }

    /** The properties that the action has in its pipeline, secret ones in plain text. */
    static Map<String, String> configuration(JobData data) {
        return data == null || data.actionConfiguration() == null ? Map.of() : data.actionConfiguration().configuration();
    }

    /** Null for an item without parameters. */
    @CheckForNull
    private static ParametersAction parameters(Job<?, ?> item, Map<String, String> configuration)
            throws RefusedException {
        ParametersDefinitionProperty property = item.getProperty(ParametersDefinitionProperty.class);
        if (property == null) {
            return null;
        }
        List<ParameterValue> values = new ArrayList<>();
        for (ParameterDefinition parameter : property.getParameterDefinitions()) {
            String given = configuration.get(parameter.getName());
            ParameterValue value = given != null && parameter instanceof SimpleParameterDefinition simple
                    ? value(simple, given)
                    : parameter.getDefaultParameterValue();
            if (value != null) {
                values.add(value);
            }
        }
        return new ParametersAction(values);
    }

    /** The text of a value may be a secret, so no error repeats it. */
    private static ParameterValue value(SimpleParameterDefinition parameter, String given) throws RefusedException {
        try {
            ParameterValue value = Objects.requireNonNull(parameter.createValue(given));
            if (parameter.isValid(value)) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            // As below.
        }
        throw new RefusedException(
                FailureType.CONFIGURATION_ERROR, Messages.BuildStarter_badParameter(Printable.text(parameter.getName())));
    }

    /** There can be no build. */
    private static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient FailureType type;

        RefusedException(FailureType type, String message) {
            super(message);
            this.type = type;
        }
    }
}
