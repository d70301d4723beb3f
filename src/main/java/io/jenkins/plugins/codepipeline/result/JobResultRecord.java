package io.jenkins.plugins.codepipeline.result;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.codepipeline.core.client.CallResult;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.client.ConsoleLinks;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.util.Date;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CurrentRevision;
import software.amazon.awssdk.services.codepipeline.model.ExecutionDetails;
import software.amazon.awssdk.services.codepipeline.model.FailureDetails;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** One result of a build as its page shows it. Stored with the build once it has an outcome. */
@ExportedBean(defaultVisibility = 3)
public final class JobResultRecord {

    private static final int MAX_LENGTH = 2048;

    private final long time;
    private final JobResultOperation operation;

    @CheckForNull
    private final String stepId;

    private int number;
    private String jobId;
    private String revision;
    private String summary;
    private String failureType;
    private Integer percentComplete;
    private boolean continued;
    private boolean automatic;
    private String region;
    private String consoleUrl;
    private volatile JobResultState state = JobResultState.IN_PROGRESS;
    private String requestId;
    private int attempts;
    private String failure;

    /**
     * Begins with what is known before anything is checked.
     *
     * @param stepId the id of the Pipeline step's flow node, if there is one
     * @param jobId as it was given, if it was
     */
    JobResultRecord(
            JobResultOperation operation,
            @CheckForNull String stepId,
            @CheckForNull Object jobId,
            UnaryOperator<String> mask) {
        this(System.currentTimeMillis(), operation, stepId);
        this.jobId = jobId == null ? null : printable(jobId.toString(), mask);
    }

    @JsonCreator
    private JobResultRecord(
            @JsonProperty("time") long time,
            @JsonProperty(value = "operation", required = true) JobResultOperation operation,
            @JsonProperty("stepId") @CheckForNull String stepId) {
        this.time = time;
        this.operation = operation;
        this.stepId = stepId;
    }

    /** Begins the result that the plugin sends for a build that has sent none. */
    public static JobResultRecord automatic(JobResultOperation operation, String jobId) {
        JobResultRecord result = new JobResultRecord(operation, null, jobId, UnaryOperator.identity());
        result.automatic = true;
        return result;
    }

    /** Without secrets, and without the characters that a page must not show. */
    @CheckForNull
    private static String printable(@CheckForNull String text, UnaryOperator<String> mask) {
        return text == null ? null : Printable.text(mask.apply(text), MAX_LENGTH);
    }

    /** Adds the content of the result, once it is read. */
    public void describe(CodePipelineRequest request, UnaryOperator<String> mask) {
        if (request instanceof PutJobSuccessResultRequest success) {
            jobId = success.jobId();
            revision = printable(
                    Optional.ofNullable(success.currentRevision())
                            .map(CurrentRevision::revision)
                            .orElse(null),
                    mask);
            Optional<ExecutionDetails> details = Optional.ofNullable(success.executionDetails());
            summary = printable(details.map(ExecutionDetails::summary).orElse(null), mask);
            percentComplete = details.map(ExecutionDetails::percentComplete).orElse(null);
            continued = success.continuationToken() != null;
        } else if (request instanceof PutJobFailureResultRequest failed) {
            FailureDetails details = failed.failureDetails();
            jobId = failed.jobId();
            failureType = details.typeAsString();
            summary = printable(details.message(), mask);
        }
    }

    /** Adds where the result is sent, once that is known. */
    public void describe(CallTarget target) {
        region = target.region().id();
        consoleUrl = ConsoleLinks.pipelines(target.region()).orElse(null);
    }

    public void succeed(CallResult<?> result) {
        requestId = result.requestId();
        attempts = result.attempts();
        state = JobResultState.RECORDED;
    }

    /**
     * Ends without a confirmation of AWS CodePipeline.
     *
     * @param mayBeRecorded whether a request was sent whose answer was not seen
     */
    public void fail(String message, boolean mayBeRecorded) {
        failure = message;
        state = mayBeRecorded ? JobResultState.UNKNOWN : JobResultState.FAILED;
    }

    /** The place among the results of the build, from 1; 0 before it has one. */
    int getNumber() {
        return number;
    }

    void setNumber(int number) {
        this.number = number;
    }

    @CheckForNull
    String getStepId() {
        return stepId;
    }

    /** When it was begun. */
    @Exported
    public Date getTime() {
        return new Date(time);
    }

    boolean isRecorded(JobResultOperation as) {
        return state == JobResultState.RECORDED && operation == as;
    }

    /** Whether it has an outcome, and is not known to be recorded. */
    boolean isUnrecorded() {
        return state == JobResultState.FAILED || state == JobResultState.UNKNOWN;
    }

    /** The API operation: PutJobSuccessResult or PutJobFailureResult. */
    @Exported
    public String getOperation() {
        return operation.apiName();
    }

    /** The job as it was given, which in a failure may be no valid id. */
    @Exported
    @CheckForNull
    public String getJobId() {
        return jobId;
    }

    @Exported
    @CheckForNull
    public String getRegion() {
        return region;
    }

    /** The page of the AWS console with the pipelines of the region. */
    @CheckForNull
    public String getConsoleUrl() {
        return consoleUrl;
    }

    @Exported
    @CheckForNull
    public String getRevision() {
        return revision;
    }

    /** The summary of a success, or the message of a failure. */
    @Exported
    @CheckForNull
    public String getSummary() {
        return summary;
    }

    @Exported
    @CheckForNull
    public String getFailureType() {
        return failureType;
    }

    @Exported
    @CheckForNull
    public Integer getPercentComplete() {
        return percentComplete;
    }

    /** Whether a continuation token said that the action goes on. */
    @Exported
    public boolean isContinued() {
        return continued;
    }

    /** Whether the plugin sent it at the end of the build, rather than a step of the build. */
    @Exported
    public boolean isAutomatic() {
        return automatic;
    }

    @Exported
    public JobResultState getState() {
        return state;
    }

    /** The AWS request id of the answer, if it is recorded. */
    @Exported
    @CheckForNull
    public String getRequestId() {
        return requestId;
    }

    /** How many requests it took, if it is recorded. */
    @Exported
    public int getAttempts() {
        return attempts;
    }

    /** Why it is not recorded. */
    @Exported
    @CheckForNull
    public String getFailure() {
        return failure;
    }
}
