package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Breaks off exchanges that take too long. One thread checks all of them from time to time; the SDK's own attempt timeout
 * sets a timer for each attempt, which wakes a thread twice and adds a quarter to the CPU time of an attempt.
 */
final class AttemptTimeout implements AutoCloseable {

    /** With the time at which each began. */
    private final Map<Exchange, Long> inProgress = new ConcurrentHashMap<>();

    private final AtomicBoolean checkScheduled = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer;
    private final long nanos;

    /** Creates a timeout whose thread starts with the first exchange and ends some time after the last. */
    AttemptTimeout(Duration time, ThreadFactory factory) {
        nanos = time.toNanos();
        timer = new ScheduledThreadPoolExecutor(1, factory);
        timer.setKeepAliveTime(CallDispatcher.IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Makes a request within the time. */
    <T> T during(Exchange exchange, Supplier<T> request) {
        try {
            inProgress.put(exchange, System.nanoTime());
            scheduleCheck();
            return exchange.during(request);
        } finally {
            inProgress.remove(exchange);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void scheduleCheck() {
        if (!checkScheduled.get() && checkScheduled.compareAndSet(false, true)) {
            timer.schedule(this::check, nanos / 20, TimeUnit.NANOSECONDS);
        }
    }

    private void check() {
        checkScheduled.set(false); // Before the look at the exchanges, so that none that comes now goes without a check.
        long now = System.nanoTime();
        inProgress.forEach((exchange, start) -> {
            if (now - start > nanos) {
                exchange.timeOut();
            }
        });
        if (!inProgress.isEmpty()) {
            scheduleCheck();
        }
    }
}
