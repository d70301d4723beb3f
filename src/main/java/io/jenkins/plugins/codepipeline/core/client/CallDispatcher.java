package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs calls in a bounded number of threads. Calls that have to wait are queued by target: within a target in their order,
 * and the targets take turns. A single target cannot occupy all threads, so that calls to it that hang leave some for others.
 */
public final class CallDispatcher implements AutoCloseable {

    /** The most calls that run at the same time, each in its own thread. */
    public static final int MAX_CALLS = 64;

    /** The most calls to one target that run at the same time. */
    public static final int MAX_CALLS_PER_TARGET = 56;

    /** How long a thread waits for its next call before it ends. */
    public static final Duration IDLE_TIME = Duration.ofSeconds(30);

    private final ThreadPoolExecutor threads;

    /** Of the targets with calls, in the order of their turns. */
    private final Map<Object, TargetCalls> targets = new LinkedHashMap<>();

    private int running;

    /** Creates a dispatcher without threads; they start with the calls. */
    public CallDispatcher(ThreadFactory factory, Duration idleTime) {
        threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                idleTime.toMillis(),
                TimeUnit.MILLISECONDS,
                new SynchronousQueue<>(),
                factory,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Runs a call when it is its turn. After {@link #close()} no call is run.
     *
     * @param target calls to an equal one share a queue
     */
    public synchronized Future<?> submit(Object target, Runnable call) {
        Future<?> task = enqueue(target, call);
        startNext().ifPresent(this::runInThread);
        return task;
    }

    /** Does the same at the end of a call, whose thread goes on with this one if it is its turn. Else one would wake another. */
    public synchronized Future<?> submitNext(Object target, Runnable call) {
        return enqueue(target, call);
    }

    private Future<?> enqueue(Object target, Runnable call) {
        FutureTask<?> task = new FutureTask<>(call, null);
        targets.computeIfAbsent(target, TargetCalls::new).waiting.add(task);
        return task;
    }

    private void runInThread(Started first) {
        threads.execute(() -> runFrom(first));
    }

    /** Interrupts the calls that run and ends the threads, without waiting for them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Runs a call, and then whatever can start because it has ended. */
    private void runFrom(Started first) {
        Optional<Started> next = Optional.of(first);
        while (next.isPresent()) {
            next.get().task.run();
            Thread.interrupted(); // The cancellation of a call must not reach the next one.
            next = finish(next.get().target);
        }
    }

    private synchronized Optional<Started> finish(TargetCalls target) {
        running--;
        target.running--;
        if (target.running == 0 && target.waiting.isEmpty()) {
            targets.remove(target.key);
        }
        Optional<Started> next = startNext();
        startNext().ifPresent(this::runInThread); // There are two if the call submitted one.
        return next;
    }

    private synchronized Optional<Started> startNext() {
        Optional<TargetCalls> next = targets.values().stream()
                .filter(target -> running < MAX_CALLS && target.canStart())
                .findFirst();
        next.ifPresent(target -> {
            running++;
            target.running++;
            targets.remove(target.key);
            targets.put(target.key, target); // as the last to have its turn
        });
        return next.map(target -> new Started(target, target.waiting.remove()));
    }

    private record Started(TargetCalls target, FutureTask<?> task) {}

    private static final class TargetCalls {

        private final Object key;
        private final Queue<FutureTask<?>> waiting = new ArrayDeque<>();
        private int running;

        TargetCalls(Object key) {
            this.key = key;
        }

        boolean canStart() {
            return !waiting.isEmpty() && running < MAX_CALLS_PER_TARGET;
        }
    }
}
