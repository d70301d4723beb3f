package io.jenkins.plugins.codepipeline.result;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import io.jenkins.plugins.codepipeline.core.request.RequestReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.FailureType;

/** What a build became, as the result of its CodePipeline job. Stored while the result is to be sent. */
public final class BuildOutcome {

    private static final Logger LOGGER = Logger.getLogger(BuildOutcome.class.getName());

    /** What CodePipeline takes of the message of a failure, and of the summary of a success, less the mark of a cut. */
    private static final int MAX_MESSAGE = 4999;

    private static final int MAX_SUMMARY = 2047;

    private final JobResultOperation operation;
    private final String message;

    @CheckForNull
    private final String failureType;

    @CheckForNull
    private final String externalExecutionId;

    private BuildOutcome(
            JobResultOperation operation,
            String message,
            @CheckForNull String failureType,
            @CheckForNull String externalExecutionId) {
        this.operation = operation;
        this.message = message;
        this.failureType = failureType;
        this.externalExecutionId = externalExecutionId;
    }

    /**
     * That of a build that has ended: a failure names its build, its result, and who ended it or its first error.
     *
     * @param unstableIsSuccess whether an unstable build counts as a success
     */
    public static BuildOutcome of(Run<?, ?> run, boolean unstableIsSuccess) {
        // The number makes the link work that the executionUrlTemplate of an action type has.
        String number = String.valueOf(run.getNumber());
        if (isLost(run)) {
            return failure(FailureType.JOB_FAILED, Messages.BuildOutcome_lost(run.getFullDisplayName()), number);
        }
        Result result = Objects.requireNonNullElse(run.getResult(), Result.FAILURE);
        String outcome = Messages.BuildOutcome_result(run.getFullDisplayName(), result);
        if (result.isBetterOrEqualTo(unstableIsSuccess ? Result.UNSTABLE : Result.SUCCESS)) {
            return new BuildOutcome(
                    JobResultOperation.SUCCESS, line(outcome, MAX_SUMMARY), null, number);
        }
        String reason = maskedReason(run);
        return failure(
                FailureType.JOB_FAILED,
                reason.isEmpty() ? outcome : Messages.BuildOutcome_reason(outcome, reason),
                number);
    }

    /** Whether the controller stopped while the build ran: it is loaded again without what is stored at the end of a build. */
    private static boolean isLost(Run<?, ?> run) {
        return run.getDuration() == 0
                && run.getResult() == Result.ABORTED
                && run.getAction(InterruptedBuildAction.class) == null;
    }

    /** A failure for a reason that is not the result of a build. */
    public static BuildOutcome failure(FailureType type, String message, @CheckForNull String externalExecutionId) {
        return new BuildOutcome(
                JobResultOperation.FAILURE, line(message, MAX_MESSAGE), type.toString(), externalExecutionId);
    }

    /** A text on one line. It is cut only once the characters that must not be shown are longer escapes. */
    private static String line(String text, int longest) {
        String line = text.lines().map(String::strip).filter(Predicate.not(String::isEmpty)).collect(Collectors.joining(" "));
        return Printable.text(Printable.text(line, Integer.MAX_VALUE), longest);
    }

    /** Empty if there is none, or if the plugin that it comes from cannot tell it. */
    private static String maskedReason(Run<?, ?> run) {
        try {
            return reason(run).map(SecretMasker.of(run)::apply).orElse("");
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, e, () -> "Why " + run + " failed is not told to AWS CodePipeline");
            return "";
        }
    }

    /** Who or what ended the build, or its first error. */
    private static Optional<String> reason(Run<?, ?> run) {
        String interruptions = run.getActions(InterruptedBuildAction.class).stream()
                .flatMap(action -> action.getCauses().stream())
                .map(CauseOfInterruption::getShortDescription)
                .distinct()
                .collect(Collectors.joining("; "));
        return Optional.of(interruptions).filter(Predicate.not(String::isEmpty)).or(() -> firstError(run));
    }

    private static Optional<String> firstError(Run<?, ?> run) {
        return Optional.ofNullable(
                        run instanceof FlowExecutionOwner.Executable pipeline ? pipeline.asFlowExecutionOwner() : null)
                .map(FlowExecutionOwner::getOrNull)
                .map(FlowExecution::getCauseOfFailure)
                .map(error -> Objects.requireNonNullElse(error.getMessage(), error.toString()))
                .or(() -> BuildLogErrorFinder.of(run));
    }

    public JobResultOperation operation() {
        return operation;
    }

    /** The summary of a success, or the message of a failure. */
    public String message() {
        return message;
    }

    @CheckForNull
    public String failureType() {
        return failureType;
    }

    @CheckForNull
    public String externalExecutionId() {
        return externalExecutionId;
    }

    /** The request that tells CodePipeline. */
    public CodePipelineRequest toRequest(String jobId) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("externalExecutionId", externalExecutionId);
        String member;
        if (operation == JobResultOperation.SUCCESS) {
            member = "executionDetails";
            details.put("summary", message);
            details.put("percentComplete", 100);
        } else {
            member = "failureDetails";
            details.put("type", failureType);
            details.put("message", message);
        }
        try {
            return RequestReader.read(operation, Map.of("jobId", jobId, member, details), null);
        } catch (InvalidInputException e) {
            throw new IllegalStateException("What is made of a build is valid", e);
        }
    }
}
