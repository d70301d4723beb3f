package io.jenkins.plugins.codepipeline.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.codepipeline.core.client.Console;
import io.jenkins.plugins.codepipeline.core.client.Receipt;
import io.jenkins.plugins.codepipeline.core.client.Target;
import io.jenkins.plugins.codepipeline.core.input.Shown;
import java.util.Date;
import java.util.Objects;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import software.amazon.awssdk.services.codepipeline.model.CurrentRevision;
import software.amazon.awssdk.services.codepipeline.model.ExecutionDetails;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** One try of a build to report a result, as its page shows it; stored with the build. */
@ExportedBean(defaultVisibility = 3)
public final class ReportedResult {

    private static final int LONGEST = 2048;

    private final long time = System.currentTimeMillis();
    private int number;
    private transient boolean leftOver;
    private String jobId;
    private String revision;
    private String summary;
    private Integer percentComplete;
    private boolean continued;
    private String region;
    private String consoleUrl;
    private volatile boolean mayHaveArrived;
    private volatile boolean recorded;
    private String requestId;
    private int attempts;
    private String confirmation;
    private volatile String failure;

    /**
     * Begins with what is known before anything is checked.
     *
     * @param jobId as it was given, or null
     */
    ReportedResult(@CheckForNull Object jobId, Mask mask) {
        this.jobId = jobId == null ? null : shown(jobId.toString(), mask);
    }

    /** Without secrets, and without the characters that the file of the build can not keep. */
    @CheckForNull
    private static String shown(@CheckForNull String text, Mask mask) {
        return text == null ? null : Shown.text(mask.apply(text), LONGEST);
    }

    /** Adds what is to be reported, once it is read. */
    void describe(PutJobSuccessResultRequest request, Mask mask) {
        jobId = request.jobId();
        revision = shown(
                Optional.ofNullable(request.currentRevision()).map(CurrentRevision::revision).orElse(null), mask);
        Optional<ExecutionDetails> details = Optional.ofNullable(request.executionDetails());
        summary = shown(details.map(ExecutionDetails::summary).orElse(null), mask);
        percentComplete = details.map(ExecutionDetails::percentComplete).orElse(null);
        continued = request.continuationToken() != null;
    }

    /** Adds where it is reported, once that is known. */
    void describe(Target target) {
        region = target.region().id();
        consoleUrl = Console.url(target.region()).orElse(null);
    }

    void setMayHaveArrived(boolean maybe) {
        mayHaveArrived = maybe;
    }

    void succeed(Receipt receipt, Optional<String> confirmedBy) {
        requestId = receipt.requestId();
        attempts = receipt.attempts();
        confirmation = confirmedBy.orElse(null);
        recorded = true;
    }

    void fail(String message) {
        failure = message;
    }

    /** The place among the results of the build, from 1; 0 before it has one. */
    int getNumber() {
        return number;
    }

    void setNumber(int number) {
        this.number = number;
    }

    /** Whether it was read from the disk, and is of a time before a restart of the controller. */
    boolean isLeftOver() {
        return leftOver;
    }

    ReportedResult withLeftOver(boolean isLeftOver) {
        leftOver = isLeftOver;
        return this;
    }

    /** Whether another result says the same of the same job, as far as the page tells. */
    boolean isLike(ReportedResult other) {
        return Objects.equals(jobId, other.jobId)
                && Objects.equals(revision, other.revision)
                && Objects.equals(summary, other.summary)
                && Objects.equals(percentComplete, other.percentComplete)
                && continued == other.continued;
    }

    /** When the report was begun. */
    @Exported
    public Date getTime() {
        return new Date(time);
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

    @Exported
    @CheckForNull
    public String getSummary() {
        return summary;
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

    /** The AWS request id of a success. */
    @Exported
    @CheckForNull
    public String getRequestId() {
        return requestId;
    }

    /** How many requests a success took. */
    @Exported
    public int getAttempts() {
        return attempts;
    }

    /** Whether AWS CodePipeline recorded the result. */
    @Exported
    public boolean isRecorded() {
        return recorded;
    }

    /** If CodePipeline told only that the job has a result already: why that is this one. */
    @Exported
    @CheckForNull
    public String getConfirmation() {
        return confirmation;
    }

    /** Whether there is no outcome yet; if the build is over there will be none. */
    @Exported
    public boolean isUnderWay() {
        return !recorded && failure == null;
    }

    /** Whether AWS CodePipeline may have recorded the result although no answer says so. */
    @Exported
    public boolean isMayHaveArrived() {
        return mayHaveArrived && !recorded;
    }

    /** Why it was not reported, or null. */
    @Exported
    @CheckForNull
    public String getFailure() {
        return failure;
    }
}
