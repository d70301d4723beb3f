package io.jenkins.plugins.codepipeline.core.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Fails an attempt that is answered with success by something else than AWS, such as the login page of a proxy. */
final class AwsResponseVerifier implements ExecutionInterceptor {

    /** Only AWS sends this header. */
    private static final String REQUEST_ID = "x-amzn-RequestId";

    @Override
    public void beforeUnmarshalling(Context.BeforeUnmarshalling context, ExecutionAttributes attributes) {
        SdkHttpResponse answer = context.httpResponse();
        if (answer.isSuccessful() && answer.firstMatchingHeader(REQUEST_ID).isEmpty()) {
            context.responseBody().ifPresent(AwsResponseVerifier::close); // The SDK leaves it open after an exception from here.
            throw AwsServiceException.builder()
                    .statusCode(answer.statusCode())
                    .awsErrorDetails(AwsErrorDetails.builder().sdkHttpResponse(answer).build())
                    .build();
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
