package io.jenkins.plugins.codepipeline.demo.aws;

/** Where a job is in its life. */
public enum JobState {
    /** Waits for a worker that polls. */
    QUEUED("Queued"),

    /** A worker got it and has not acknowledged it yet. */
    DISPATCHED("Dispatched"),

    /** A worker acknowledged it and owes a result. */
    IN_PROGRESS("InProgress"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed"),

    /** The action's time-out passed before there was a result. */
    TIMED_OUT("TimedOut"),

    /** Its execution was stopped and the action abandoned. */
    ABANDONED("Abandoned");

    private final String label;

    JobState(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether a worker may still get the job. */
    boolean isWaiting() {
        return this == QUEUED || this == DISPATCHED;
    }

    /** The job's status as AcknowledgeJob tells it, which knows no abandoned jobs; that those are failed is a guess. */
    String status() {
        return this == ABANDONED ? FAILED.label : label;
    }
}
