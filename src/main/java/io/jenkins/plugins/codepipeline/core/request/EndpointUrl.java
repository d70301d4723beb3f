package io.jenkins.plugins.codepipeline.core.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** The form of an endpoint's URL: nothing but a scheme, a host, a port and a path. */
public final class EndpointUrl {

    private EndpointUrl() {}

    /** What is wrong with the URL, if anything. */
    public static Optional<ValidationError> check(String path, String url) {
        return isEndpoint(url)
                ? Optional.empty()
                : Optional.of(new ValidationError(path, Printable.value(url), Messages.Constraint_endpoint()));
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
