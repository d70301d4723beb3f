package io.jenkins.plugins.codepipeline.trigger;

import hudson.Extension;
import hudson.ExtensionList;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;

/** Tries again, with growing pauses, what could not be done for a job. Each job has one retry at most. */
@Extension
public final class JobRetryScheduler {

    private static final Duration MIN_PAUSE = Duration.ofSeconds(30);
    private static final Duration MAX_PAUSE = Duration.ofHours(1);

    private final Map<String, Retry> retries = new HashMap<>();

    private record Retry(int failures, Future<?> next) {}

    static JobRetryScheduler get() {
        return ExtensionList.lookupSingleton(JobRetryScheduler.class);
    }

    /** Notes a failure, and tries again after a pause. */
    synchronized void later(String jobId, Runnable attempt) {
        Retry last = retries.get(jobId);
        int failures = last == null ? 1 : last.failures + 1;
        if (last != null) {
            last.next.cancel(false);
        }
        retries.put(jobId, new Retry(failures, schedule(attempt, pause(failures))));
    }

    /** The pause after so many failures in a row. */
    static Duration pause(int failures) {
        Duration pause = MIN_PAUSE.multipliedBy(1L << Math.min(failures - 1, 8));
        return pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE;
    }

    /** Tries again soon, because the job is in the hands of another thread. */
    static void soon(Runnable attempt) {
        schedule(attempt, Duration.ofSeconds(1));
    }

    private static Future<?> schedule(Runnable attempt, Duration pause) {
        return Timer.get().schedule(attempt, pause.toSeconds(), TimeUnit.SECONDS);
    }

    /** Ends the retries of a job. */
    synchronized void clear(String jobId) {
        Retry last = retries.remove(jobId);
        if (last != null) {
            last.next.cancel(false);
        }
    }

    /** Whether the last attempt for a job failed. */
    synchronized boolean isFailing(String jobId) {
        return retries.containsKey(jobId);
    }
}
