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
 * Breaks off exchanges that take too long. It looks at all of them from time to time: the SDK's own time limits set a timer
 * for each attempt, which wakes a thread twice, and costs a quarter of an attempt.
 */
final class TimeLimit implements AutoCloseable {

    /** With the time at which each began. */
    private final Map<Exchange, Long> underWay = new ConcurrentHashMap<>();

    private final AtomicBoolean isLooking = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer;
    private final long nanos;

    /** Makes a limit whose thread comes with the first exchange, and ends some time after the last. */
    TimeLimit(Duration time, ThreadFactory factory) {
        nanos = time.toNanos();
        timer = new ScheduledThreadPoolExecutor(1, factory);
        timer.setKeepAliveTime(CallPool.IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Makes a request within the limit. */
    <T> T during(Exchange exchange, Supplier<T> request) {
        try {
            underWay.put(exchange, System.nanoTime());
            lookLater();
            return exchange.during(request);
        } finally {
            underWay.remove(exchange);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void lookLater() {
        if (!isLooking.get() && isLooking.compareAndSet(false, true)) {
            try {
                timer.schedule(this::look, nanos / 20, TimeUnit.NANOSECONDS);
            } catch (OutOfMemoryError e) { // The operating system gives no thread; the next exchange asks again.
                isLooking.set(false);
            }
        }
    }

    private void look() {
        try {
            long now = System.nanoTime();
            underWay.forEach((exchange, start) -> {
                if (now - start > nanos) {
                    exchange.timeOut();
                }
            });
        } finally {
            isLooking.set(false);
            if (!underWay.isEmpty()) {
                lookLater();
            }
        }
    }
}
