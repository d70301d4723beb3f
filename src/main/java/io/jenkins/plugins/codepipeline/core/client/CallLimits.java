package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;

/**
 * How long a call may take, and how often it is tried.
 *
 * @param connect for a connection
 * @param attempt for one request with its answer
 * @param call after its first attempt a call begins no other
 * @param attempts the most attempts of a call
 */
public record CallLimits(Duration connect, Duration attempt, Duration call, int attempts) {

    /** Long enough for an outage of a minute; it is the time that ends a call, and hardly ever the number. */
    public static final CallLimits DEFAULT =
            new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(2), 50);
}
