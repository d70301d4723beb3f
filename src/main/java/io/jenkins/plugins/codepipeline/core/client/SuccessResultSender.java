package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultResponse;

/** Calls PutJobSuccessResult. */
public final class SuccessResultSender {

    private final CodePipelineClients clients;

    public SuccessResultSender(CodePipelineClients clients) {
        this.clients = clients;
    }

    /**
     * Sends a request and waits for the answer, with the SDK's standard retries.
     *
     * @throws SendFailedException if CodePipeline did not confirm that it recorded the result
     * @throws InterruptedException if the thread was interrupted; the request may have reached CodePipeline
     */
    public Receipt send(PutJobSuccessResultRequest request, Target target, AwsCredentialsProvider credentials)
            throws SendFailedException, InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        long start = System.nanoTime();
        try {
            PutJobSuccessResultResponse response = clients.get(target)
                    .putJobSuccessResult(request.toBuilder()
                            .overrideConfiguration(call -> call.credentialsProvider(credentials)
                                    .putExecutionAttribute(AttemptCounter.ATTEMPTS, attempts))
                            .build());
            return new Receipt(
                    response.responseMetadata().requestId(),
                    attempts.get(),
                    Duration.ofNanos(System.nanoTime() - start));
        } catch (AbortedException e) {
            Thread.interrupted(); // The SDK sets the flag again, the exception takes its place.
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (SdkException e) {
            throw new SendFailedException(Explanation.of(e, target, attempts.get()), e);
        }
    }
}
