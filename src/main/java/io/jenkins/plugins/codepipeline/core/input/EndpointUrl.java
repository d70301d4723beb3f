package io.jenkins.plugins.codepipeline.core.input;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The form of an endpoint's URL: nothing but a scheme, a host, a port and a path. */
public final class EndpointUrl {

    private EndpointUrl() {}

    /** What is wrong with the URL, if anything. */
    public static Optional<Problem> check(String path, String url) {
        return isEndpoint(url)
                ? Optional.empty()
                : Optional.of(new Problem(path, Shown.value(url), Messages.Limit_endpoint()));
    }

    private static boolean isEndpoint(String url) {
        try {
            URI uri = new URI(url);
            return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && uri.getPort() <= 0xffff;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
