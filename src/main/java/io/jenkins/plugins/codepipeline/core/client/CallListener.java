package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;

/** Is told what happens in a call while it is in progress. It must not throw an exception. */
@FunctionalInterface
public interface CallListener {

    /** For callers that want to hear nothing. */
    CallListener NONE = (attempt, failure, delay) -> {};

    /**
     * An attempt failed, and another one will follow.
     *
     * @param attempt its number, from 1
     * @param failure what happened, in one line
     * @param delay the time until the next attempt
     */
    void retrying(int attempt, String failure, Duration delay);
}
