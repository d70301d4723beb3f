package io.jenkins.plugins.codepipeline.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.RegionName;
import io.jenkins.plugins.codepipeline.core.request.ValidationError;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;

/**
 * Finds where a call goes. The first region that is given wins: that of the step or the form, that of the build's job, that of
 * the environment, the global default. The endpoint and the proxy are those of the global settings.
 */
public final class CallTargetResolver {

    private CallTargetResolver() {}

    /**
     * Finds the target of a build's call.
     *
     * @param region that of the step, if it has one
     * @param jobRegion that of the CodePipeline job that the build works on, if there is one
     * @throws AbortException if no region is given, with where to set one; or if it is not the name of a region
     */
    public static CallTarget resolve(@CheckForNull String region, @CheckForNull String jobRegion, EnvVars environment)
            throws AbortException {
        Source source = Stream.of(
                        new Source(() -> "region", region),
                        new Source(Messages::CallTargetResolver_job, jobRegion),
                        new Source(() -> "AWS_REGION", environment.get("AWS_REGION")),
                        new Source(() -> "AWS_DEFAULT_REGION", environment.get("AWS_DEFAULT_REGION")),
                        new Source(Messages::CallTargetResolver_global, CodePipelineConfiguration.get().getRegion()))
                .filter(given -> Util.fixEmptyAndTrim(given.region) != null)
                .findFirst()
                .orElseThrow(() -> new AbortException(Messages.CallTargetResolver_none()));
        String name = source.region.trim();
        Optional<ValidationError> error = RegionName.check(source.title.get(), name);
        if (error.isPresent()) {
            throw new AbortException(new InvalidInputException(List.of(error.get())).getMessage());
        }
        return target(Region.of(name));
    }

    /** Finds the target of a call that belongs to no build. */
    public static CallTarget resolve(@CheckForNull String region) throws AbortException {
        return resolve(region, null, new EnvVars());
    }

    private static CallTarget target(Region region) throws AbortException {
        Optional<URI> override =
                Optional.ofNullable(CodePipelineConfiguration.get().getEndpoint()).map(URI::create);
        return new CallTarget(
                region, override, ProxyResolver.to(() -> CallTarget.endpoint(region, override).getHost()));
    }

    /** What a place is called in an error that may name the region, and what it names; null if nothing. */
    private record Source(Supplier<String> title, String region) {}
}
