package io.jenkins.plugins.codepipeline.config;

import hudson.AbortException;
import io.jenkins.plugins.codepipeline.core.client.FailureDescription;
import io.jenkins.plugins.codepipeline.core.client.NetworkFailure;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.net.URI;
import java.time.Duration;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.endpoints.StsEndpointProvider;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Asks AWS whose credentials some are, which needs no permission, to see whether they work. */
final class CallerIdentity {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(20);

    private CallerIdentity() {}

    /**
     * Asks.
     *
     * @return account and ARN, in words
     * @throws AbortException if AWS does not answer, or does not accept the credentials
     */
    static String of(ResolvedCredentials identity, Region region) throws AbortException {
        URI endpoint = StsEndpointProvider.defaultProvider()
                .resolveEndpoint(parameters -> parameters.region(region))
                .join()
                .url();
        try (StsClient sts = StsClient.builder()
                .region(region)
                .credentialsProvider(identity.provider())
                .httpClientBuilder(ApacheHttpClient.builder()
                        .proxyConfiguration(ProxyResolver.to(endpoint::getHost).toProxyConfiguration()))
                .overrideConfiguration(call -> call.apiCallTimeout(TIME_LIMIT))
                .build()) {
            GetCallerIdentityResponse caller = sts.getCallerIdentity();
            return Messages.CallerIdentity_works(identity.name(), caller.account(), caller.arn());
        } catch (SdkException e) {
            String why = NetworkFailure.of(e, endpoint, true, UnaryOperator.identity())
                    .map(FailureDescription::toString)
                    .orElseGet(() -> Printable.text(String.valueOf(e.getMessage()), 400));
            throw new AbortException(Messages.CallerIdentity_fails(identity.name(), region.id(), why));
        }
    }
}
