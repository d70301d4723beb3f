package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;

/**
 * Limits of a call.
 *
 * @param connect the longest time to connect
 * @param attempt the longest time for one request and its answer
 * @param call the time after which no further attempt is started
 * @param attempts the most attempts of a call
 */
public record CallLimits(Duration connect, Duration attempt, Duration call, int attempts) {

    /** Long enough for an outage of a minute. It is nearly always the time that ends a call, not the number of attempts. */
    public static final CallLimits DEFAULT =
            new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofMinutes(2), 50);
}
