package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.InvalidJobStateException;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultResponse;

/**
 * One call of PutJobSuccessResult, made of attempts. Each attempt has credentials of its own, and tells whether its request
 * may have arrived although no answer came. If one may have, then the answer to a later one that the job is not in progress
 * any more means that it has this result.
 */
public final class SuccessResultCall implements Callable<Receipt> {

    private static final String REQUEST_ID = "x-amzn-RequestId";

    private final CodePipelineClients clients;
    private final Target target;
    private final AwsCredentialsProvider credentials;
    private final PutJobSuccessResultRequest request;
    private final Progress progress;

    private String lostAnswer;
    private int attempts;
    private Exchange exchange;
    private boolean aborted;

    /**
     * Makes a call that has yet to begin.
     *
     * @param credentials are asked before each attempt
     * @param lostAnswer what became of the answer to an earlier call that may have brought the same result; mostly none
     */
    public SuccessResultCall(
            CodePipelineClients clients,
            Target target,
            AwsCredentialsProvider credentials,
            PutJobSuccessResultRequest request,
            Progress progress,
            Optional<String> lostAnswer) {
        this.clients = clients;
        this.target = target;
        this.credentials = credentials;
        this.request = request;
        this.progress = progress;
        this.lostAnswer = lostAnswer.orElse(null);
    }

    /**
     * Sends the request and waits for the answer, again and again if need be. To be called once.
     *
     * @throws SendFailedException if CodePipeline did not confirm that it recorded the result
     * @throws InterruptedException if the call was aborted, or the thread interrupted
     */
    @Override
    public Receipt call() throws SendFailedException, InterruptedException {
        try (CodePipelineClients.Lease lease = clients.lease(target)) {
            Retries retries = clients.retries();
            while (true) {
                Exchange attempt = begin();
                try {
                    String requestId = send(lease.client(), attempt);
                    return new Receipt(requestId, attempts, retries.elapsed(), Optional.empty());
                } catch (RuntimeException e) {
                    if (lostAnswer != null && e instanceof InvalidJobStateException answer && answer.requestId() != null) {
                        return new Receipt(answer.requestId(), attempts, retries.elapsed(), Optional.of(lostAnswer));
                    }
                    awaitNext(retries, e, attempt);
                }
            }
        }
    }

    /** Breaks the call off from another thread, and closes its connection. */
    public synchronized void abort() {
        aborted = true;
        if (exchange != null) {
            exchange.abort();
        }
    }

    private synchronized Exchange begin() throws InterruptedException {
        if (aborted) {
            throw new InterruptedException();
        }
        attempts++;
        exchange = new Exchange(() -> {
            if (lostAnswer == null) {
                progress.mayHaveArrived(true);
            }
        });
        return exchange;
    }

    private synchronized boolean isAborted() {
        return aborted;
    }

    /** Returns the request id of the answer. */
    private String send(CodePipelineClient client, Exchange attempt) {
        attempt.signWith(resolveCredentials());
        SdkHttpResponse answer = exchange(client, attempt).sdkHttpResponse();
        // Anything can answer 200, such as the page of a proxy; only AWS has this header.
        return answer.firstMatchingHeader(REQUEST_ID)
                .orElseThrow(() -> AwsServiceException.builder()
                        .statusCode(answer.statusCode())
                        .awsErrorDetails(AwsErrorDetails.builder().sdkHttpResponse(answer).build())
                        .build());
    }

    private PutJobSuccessResultResponse exchange(CodePipelineClient client, Exchange attempt) {
        try {
            return clients.timeLimit().during(attempt, () -> client.putJobSuccessResult(request));
        } catch (RuntimeException e) {
            throw attempt.isTimedOut() ? ApiCallAttemptTimeoutException.builder().cause(e).build() : e;
        }
    }

    private AwsCredentials resolveCredentials() {
        try {
            return credentials.resolveCredentials();
        } catch (RuntimeException e) {
            throw new CredentialsException(e);
        }
    }

    private void awaitNext(Retries retries, RuntimeException failure, Exchange attempt)
            throws SendFailedException, InterruptedException {
        if (isAborted() || failure instanceof AbortedException) {
            Thread.interrupted(); // The SDK sets the flag again, the exception takes its place.
            throw (InterruptedException) new InterruptedException().initCause(failure);
        }
        Explanation explanation = Explanation.of(failure, target, attempt.isSent(), progress::mask);
        if (lostAnswer == null && attempt.isSent()) {
            if (isDefinite(failure)) {
                progress.mayHaveArrived(false);
            } else {
                lostAnswer = Messages.SuccessResultCall_lostAnswer(attempts, explanation.what());
            }
        }
        Optional<Duration> delay = explanation.isLasting() ? Optional.empty() : retries.after(attempt.failure().orElse(failure));
        if (delay.isEmpty()) {
            throw failed(explanation, retries, failure);
        }
        progress.retrying(attempts, explanation.what(), delay.get());
        Thread.sleep(delay.get().toMillis());
    }

    /** Whether an answer says that the request had no effect. */
    private static boolean isDefinite(RuntimeException failure) {
        return failure instanceof SdkServiceException answer && answer.statusCode() >= 300 && answer.statusCode() < 500;
    }

    private SendFailedException failed(Explanation explanation, Retries retries, RuntimeException cause) {
        StringBuilder message = new StringBuilder(explanation.toString());
        if (lostAnswer != null) {
            message.append('\n').append(Messages.SuccessResultCall_mayHaveArrived(lostAnswer));
        }
        if (attempts > 1) {
            message.append('\n').append(Messages.SuccessResultCall_attempts(attempts, retries.elapsed().toSeconds()));
        }
        return new SendFailedException(message.toString(), cause);
    }
}
