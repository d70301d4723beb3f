package io.jenkins.plugins.codepipeline.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.Util;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the region that a build calls; the first that is given wins: the build's own, its environment's, the global default. */
public final class RegionResolver {

    private RegionResolver() {}

    /**
     * A region's name, not yet checked.
     *
     * @param source where it was given, as an error names it
     */
    public record Named(String source, String name) {}

    /**
     * Finds the region's name.
     *
     * @param region what the build names, or null
     * @throws AbortException if there is none; says where to set one
     */
    public static Named resolve(@CheckForNull String region, EnvVars environment, CodePipelineConfiguration configuration)
            throws AbortException {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("region", region);
        places.put("AWS_REGION", environment.get("AWS_REGION"));
        places.put("AWS_DEFAULT_REGION", environment.get("AWS_DEFAULT_REGION"));
        places.put(Messages.RegionResolver_global(), configuration.getRegion());
        Optional<Named> first = places.entrySet().stream()
                .filter(place -> Util.fixEmptyAndTrim(place.getValue()) != null)
                .map(place -> new Named(place.getKey(), place.getValue().trim()))
                .findFirst();
        return first.orElseThrow(() -> new AbortException(Messages.RegionResolver_none()));
    }
}
