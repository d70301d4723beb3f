package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.InvalidJobStateException;

/**
 * One call of an operation of CodePipeline, made of attempts that all send the identical request. What an earlier attempt
 * may have done without its answer being seen decides nothing: the last answer is the outcome.
 *
 * @param <R> the operation's response
 */
public final class ApiCall<R extends CodePipelineResponse> {

    private final CodePipelineClients clients;
    private final CallTarget target;
    private final AwsCredentialsProvider credentials;
    private final String operationName;
    private final Function<CodePipelineClient, R> operation;
    private final CallListener listener;
    private final UnaryOperator<String> mask;

    private final CountDownLatch aborted = new CountDownLatch(1);
    private boolean answerLost;
    private Exchange exchange;

    /**
     * Prepares a call, and sends nothing yet. Each instance is for one call.
     *
     * @param credentials are resolved again for each attempt
     * @param operationName as in the API reference, such as {@code PutJobSuccessResult}
     * @param operation sends the request with the given client
     * @param mask hides secrets in texts that came from elsewhere
     */
    public ApiCall(
            CodePipelineClients clients,
            CallTarget target,
            AwsCredentialsProvider credentials,
            String operationName,
            Function<CodePipelineClient, R> operation,
            CallListener listener,
            UnaryOperator<String> mask) {
        this.clients = clients;
        this.target = target;
        this.credentials = credentials;
        this.operationName = operationName;
        this.operation = operation;
        this.listener = listener;
        this.mask = mask;
    }

    /**
     * Sends the request and waits for the answer. After a failure that may pass, sends it again within the limits of the
     * clients.
     *
     * @throws CallFailedException if AWS CodePipeline did not answer with success
     * @throws InterruptedException if the call was aborted or the thread was interrupted
     */
    public CallResult<R> call() throws CallFailedException, InterruptedException {
        return call(true);
    }

    /** Does the same with a single attempt, for callers that have a back-off of their own. */
    public CallResult<R> callOnce() throws CallFailedException, InterruptedException {
        return call(false);
    }

    /** Ends the call from another thread and closes its connection. */
    public synchronized void abort() {
        aborted.countDown();
        if (exchange != null) {
            exchange.abort();
        }
    }

    /**
     * Whether AWS may have carried out a request of this call without its answer being seen so far. After an abort, this
     * tells what is not known.
     */
    public synchronized boolean answerLost() {
        return answerLost || exchange != null && exchange.isSent();
    }

    private CallResult<R> call(boolean retries) throws CallFailedException, InterruptedException {
        RetrySchedule schedule = clients.retrySchedule();
        try (CodePipelineClients.SharedClient shared = clients.lease(target)) {
            for (int count = 1; ; count++) {
                int attempts = count;
                Exchange attempt = begin();
                try {
                    R response = send(shared.client(), attempt);
                    return new CallResult<>(
                            response, response.responseMetadata().requestId(), attempts, schedule.elapsed());
                } catch (RuntimeException e) {
                    end(attempt, e);
                    FailureDescription failure =
                            FailureDescription.of(e, operationName, target, attempt.isSent(), mask);
                    Duration delay = Optional.of(failure)
                            .filter(passing -> retries && !passing.isLasting())
                            .flatMap(passing -> schedule.after(attempt.failure().orElse(e)))
                            .orElseThrow(() -> failed(failure, attempts, schedule, e));
                    listener.retrying(attempts, failure.what(), delay);
                    if (aborted.await(delay.toNanos(), TimeUnit.NANOSECONDS)) {
                        throw new InterruptedException();
                    }
                }
            }
        }
    }

    private synchronized Exchange begin() throws InterruptedException {
        if (isAborted()) {
            throw new InterruptedException();
        }
        exchange = new Exchange();
        return exchange;
    }

    private synchronized void end(Exchange attempt, RuntimeException failure) throws InterruptedException {
        answerLost |= attempt.isSent() && !isDefinite(failure);
        exchange = null;
        if (isAborted() || failure instanceof AbortedException) {
            Thread.interrupted(); // The SDK sets the flag again; the exception takes its place.
            throw (InterruptedException) new InterruptedException().initCause(failure);
        }
    }

    private boolean isAborted() {
        return aborted.getCount() == 0;
    }

    private R send(CodePipelineClient client, Exchange attempt) {
        attempt.signWith(resolveCredentials());
        try {
            return clients.attemptTimeout().during(attempt, () -> operation.apply(client));
        } catch (RuntimeException e) {
            throw attempt.isTimedOut() ? ApiCallAttemptTimeoutException.builder().cause(e).build() : e;
        }
    }

    private AwsCredentials resolveCredentials() {
        try {
            return credentials.resolveCredentials();
        } catch (RuntimeException e) {
            throw new CredentialsUnavailableException(e);
        }
    }

    /** Whether an answer says that the request had no effect. */
    private static boolean isDefinite(RuntimeException failure) {
        return failure instanceof SdkServiceException answer && answer.statusCode() >= 300 && answer.statusCode() < 500;
    }

    private synchronized CallFailedException failed(
            FailureDescription failure, int attempts, RetrySchedule schedule, RuntimeException cause) {
        StringBuilder message = new StringBuilder(failure.toString());
        if (answerLost) {
            message.append('\n')
                    .append(
                            cause instanceof InvalidJobStateException
                                    ? Messages.ApiCall_notRecorded()
                                    : Messages.ApiCall_answerLost(operationName));
        }
        if (attempts > 1) {
            message.append('\n').append(Messages.ApiCall_attempts(attempts, schedule.elapsed().toSeconds()));
        }
        return new CallFailedException(message.toString(), FailureDescription.errorCode(cause), answerLost, cause);
    }
}
