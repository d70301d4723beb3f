package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/** Decides when a call makes its attempts: as an SDK retry strategy does, within the time limit of the call. */
final class RetrySchedule {

    private final RetryStrategy strategy;
    private final Duration timeLimit;
    private final long start = System.nanoTime();
    private RetryToken token;

    /** Starts a call, whose first attempt is due at once. */
    RetrySchedule(RetryStrategy strategy, Duration timeLimit) {
        this.strategy = strategy;
        this.timeLimit = timeLimit;
        token = strategy.acquireInitialToken(AcquireInitialTokenRequest.create("CodePipeline")).token();
    }

    /** How long to wait after a failure, or nothing if there is to be no other attempt. */
    Optional<Duration> after(Throwable failure) {
        try {
            RefreshRetryTokenResponse next = strategy.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failure instanceof CredentialsUnavailableException ? failure.getCause() : failure)
                    .suggestedDelay(retryAfter(failure))
                    .build());
            token = next.token();
            return Optional.of(next.delay()).filter(delay -> elapsed().plus(delay).compareTo(timeLimit) < 0);
        } catch (TokenAcquisitionFailedException e) {
            return Optional.empty();
        }
    }

    /** The time since the start of the call. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration retryAfter(Throwable failure) {
        return failure instanceof AwsServiceException answer
                ? Optional.ofNullable(answer.awsErrorDetails().sdkHttpResponse())
                        .flatMap(response -> response.firstMatchingHeader("Retry-After"))
                        .filter(seconds -> seconds.matches("[0-9]{1,4}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .orElse(Duration.ZERO)
                : Duration.ZERO;
    }
}
