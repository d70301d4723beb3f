package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;

/**
 * What AWS CodePipeline answered to a call that succeeded.
 *
 * @param requestId the AWS request id of the answer
 * @param attempts how many requests were sent or tried
 * @param duration from the start of the call to the answer
 */
public record CallResult<R extends CodePipelineResponse>(
        R response, String requestId, int attempts, Duration duration) {}
