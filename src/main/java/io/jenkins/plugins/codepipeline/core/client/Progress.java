package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;

/** What a call tells while it is under way, and how. */
public interface Progress {

    /**
     * AWS CodePipeline may have got the result from now on, or certainly has not got it yet. It is told before the fact, so
     * that it can be written down before the fact.
     */
    void mayHaveArrived(boolean maybe);

    /** Hides what must not be shown of a text that came from elsewhere, before it is cut short. */
    String mask(String text);

    /**
     * An attempt failed, and there will be another one.
     *
     * @param attempt its number, from 1
     */
    void retrying(int attempt, String failure, Duration delay);
}
