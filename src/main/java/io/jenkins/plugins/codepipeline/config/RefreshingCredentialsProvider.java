package io.jenkins.plugins.codepipeline.config;

import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** Credentials that have been resolved for their first use, and are resolved anew for each use after it, since a session may end. */
final class RefreshingCredentialsProvider implements AwsCredentialsProvider {

    private final AwsCredentialsProvider source;
    private final AtomicReference<AwsCredentials> first;

    RefreshingCredentialsProvider(AwsCredentialsProvider source, AwsCredentials first) {
        this.source = source;
        this.first = new AtomicReference<>(first);
    }

    @Override
    public AwsCredentials resolveCredentials() {
        AwsCredentials resolved = first.getAndSet(null);
        return resolved == null ? source.resolveCredentials() : resolved;
    }
}
