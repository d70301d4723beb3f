package io.jenkins.plugins.codepipeline.result;

/** What is known of a result that a build sends to AWS CodePipeline. */
public enum JobResultState {

    /** It is checked or sent, and has no outcome yet. */
    IN_PROGRESS,

    /** AWS CodePipeline recorded it. */
    RECORDED,

    /** AWS CodePipeline did not record it. */
    FAILED,

    /** A request was sent, but its answer was not seen: AWS CodePipeline may have recorded it. */
    UNKNOWN
}
