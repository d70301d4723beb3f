package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;

/**
 * CodePipeline has recorded a result.
 *
 * @param requestId the AWS request id of the answer
 * @param attempts how many requests it took
 * @param duration from the first request to the answer
 */
public record Receipt(String requestId, int attempts, Duration duration) {}
