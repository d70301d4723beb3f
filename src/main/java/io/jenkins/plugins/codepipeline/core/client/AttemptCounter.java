package io.jenkins.plugins.codepipeline.core.client;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Counts the attempts of a call in the counter that the call brings along; the SDK tells them for failures only. */
final class AttemptCounter implements ExecutionInterceptor {

    static final ExecutionAttribute<AtomicInteger> ATTEMPTS = new ExecutionAttribute<>("CodePipelineJobResultAttempts");

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        attributes.getAttribute(ATTEMPTS).incrementAndGet();
    }
}
