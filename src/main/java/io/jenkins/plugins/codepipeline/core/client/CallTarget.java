package io.jenkins.plugins.codepipeline.core.client;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.endpoints.CodePipelineEndpointProvider;

/**
 * Where a call goes. Calls to equal targets share one client.
 *
 * @param region the region that requests are signed for, and whose endpoint they are sent to
 * @param endpointOverride replaces the region's endpoint
 * @param route the way to the endpoint, directly or through a proxy
 */
public record CallTarget(Region region, Optional<URI> endpointOverride, ProxyRoute route) {

    public URI endpoint() {
        return endpoint(region, endpointOverride);
    }

    /** The endpoint of a region, which has to be known to choose the route. */
    public static URI endpoint(Region region, Optional<URI> endpointOverride) {
        return endpointOverride.orElseGet(() -> CodePipelineEndpointProvider.defaultProvider()
                .resolveEndpoint(parameters -> parameters.region(region))
                .join()
                .url());
    }
}
