package io.jenkins.plugins.codepipeline.demo.aws;

import java.time.Instant;

/**
 * Something that happened to a job.
 *
 * @param accessKeyId who did it, or an empty text where it was no worker
 */
public record JobEvent(Instant time, Kind kind, String accessKeyId) {

    /** What happened. */
    public enum Kind {
        QUEUED,
        HANDED_OUT,
        ACKNOWLEDGED,
        RESULT_RECORDED,
        /** The recorded result came once more. */
        RESULT_REPEATED,
        RESULT_REFUSED,
        TIMED_OUT,
        ABANDONED
    }
}
