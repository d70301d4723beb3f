package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.Optional;

/**
 * CodePipeline has recorded a result.
 *
 * @param requestId the AWS request id of the answer
 * @param attempts how many requests it took
 * @param duration from the first request to the answer
 * @param lostAnswer if the answer was that the job has its result already: which request brought it, and what became of the
 *     answer to that
 */
public record Receipt(String requestId, int attempts, Duration duration, Optional<String> lostAnswer) {}
