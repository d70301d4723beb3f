package io.jenkins.plugins.codepipeline.core.client;

import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.endpoints.CodePipelineEndpointProvider;

/**
 * Where calls go. Calls to the same target share one client.
 *
 * @param region the region that requests are signed for, and whose endpoint they go to
 * @param endpointOverride takes the place of the region's endpoint
 * @param route the way there
 */
public record Target(Region region, Optional<URI> endpointOverride, Route route) {

    public URI endpoint() {
        return endpoint(region, endpointOverride);
    }

    /** Where requests for a region go, which has to be known to choose the route. */
    public static URI endpoint(Region region, Optional<URI> endpointOverride) {
        return endpointOverride.orElseGet(() -> CodePipelineEndpointProvider.defaultProvider()
                .resolveEndpoint(parameters -> parameters.region(region))
                .join()
                .url());
    }
}
