package io.jenkins.plugins.codepipeline.bench.sdk;

/** The operations of AWS CodePipeline that are measured. */
public enum Operation {
    PUT_JOB_SUCCESS_RESULT,
    PUT_JOB_FAILURE_RESULT,

    /** Which gets no job, as nearly every poll does. */
    POLL_FOR_JOBS,

    ACKNOWLEDGE_JOB
}
