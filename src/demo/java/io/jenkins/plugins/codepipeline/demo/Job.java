package io.jenkins.plugins.codepipeline.demo;

import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * A job as CodePipeline keeps it.
 *
 * @param continuationToken what the job before it was reported with, if the action went on
 * @param result what was reported, once it was
 */
public record Job(
        String id, JobStatus status, Optional<String> continuationToken, Optional<PutJobSuccessResultRequest> result) {

    Job succeededWith(PutJobSuccessResultRequest reported) {
        return new Job(id, JobStatus.SUCCEEDED, continuationToken, Optional.of(reported));
    }
}
