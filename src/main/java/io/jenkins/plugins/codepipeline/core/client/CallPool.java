package io.jenkins.plugins.codepipeline.core.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that calls run in. Calls beyond wait in lanes: in a lane the first comes first, and the lanes take turns. One
 * lane alone never takes every thread, so that calls which hang in one do not hold up the others.
 */
public final class CallPool implements AutoCloseable {

    /** The most threads, and thus calls under way at a time. */
    public static final int MAX_THREADS = 64;

    /** How long a thread waits for the next call before it ends. */
    public static final Duration IDLE_TIME = Duration.ofSeconds(30);

    /** How many threads a lane may take for each that is free: a first one 56 of the 64, a second one 7 of the 8 that are left. */
    private static final int SHARE = 7;

    private final HandOver handOver = new HandOver();
    private final ThreadPoolExecutor threads;

    /** Those with calls, in the order of their turns. */
    private final Map<Object, Lane> lanes = new LinkedHashMap<>();

    private int busy;

    /** Makes a pool without threads; they come with the calls. */
    public CallPool(ThreadFactory factory, Duration idleTime) {
        threads = new ThreadPoolExecutor(
                0,
                MAX_THREADS,
                idleTime.toMillis(),
                TimeUnit.MILLISECONDS,
                handOver,
                factory,
                (call, pool) -> handOver.put(call));
    }

    /**
     * Runs a call when it is its turn.
     *
     * @param lane calls with an equal one share the risk to hang
     * @throws OutOfMemoryError if the operating system gives no thread for it, and there is none that it could wait for
     */
    public Future<?> submit(Object lane, Runnable call) {
        FutureTask<?> task = new FutureTask<>(call, null);
        synchronized (this) {
            lanes.computeIfAbsent(lane, Lane::new).waiting.add(task);
            startWhatMay();
        }
        return task;
    }

    /** Ends the threads, without waiting for them. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    private synchronized void finished(Lane lane) {
        busy--;
        lane.busy--;
        forgetIfEmpty(lane);
        startWhatMay();
    }

    private synchronized void startWhatMay() {
        Optional<Lane> next = next();
        while (next.isPresent() && start(next.get())) {
            next = next();
        }
    }

    private synchronized Optional<Lane> next() {
        int share = SHARE * (MAX_THREADS - busy);
        return lanes.values().stream()
                .filter(lane -> !lane.waiting.isEmpty() && lane.busy < share)
                .findFirst();
    }

    /** Returns false if there is no thread for the lane's next call: then it waits for the end of another. */
    private synchronized boolean start(Lane lane) {
        FutureTask<?> task = lane.waiting.remove();
        Runnable call = () -> {
            try {
                task.run();
            } finally {
                finished(lane);
            }
        };
        try {
            threads.execute(call);
        } catch (OutOfMemoryError e) { // The operating system gives no more threads.
            if (busy == 0 && threads.getActiveCount() == 0) {
                forgetIfEmpty(lane);
                throw e;
            }
            if (busy >= threads.getActiveCount()) {
                lane.waiting.addFirst(task);
                return false;
            }
            handOver.put(call); // to a thread whose call has just ended
        }
        busy++;
        lane.busy++;
        lanes.remove(lane.key);
        lanes.put(lane.key, lane); // at the end of the turns
        return true;
    }

    private synchronized void forgetIfEmpty(Lane lane) {
        if (lane.isEmpty()) {
            lanes.remove(lane.key, lane);
        }
    }

    private static final class Lane {

        private final Object key;
        private final Deque<FutureTask<?>> waiting = new ArrayDeque<>();
        private int busy;

        Lane(Object key) {
            this.key = key;
        }

        boolean isEmpty() {
            return busy == 0 && waiting.isEmpty();
        }
    }

    /** Takes a call only if a thread waits for one, so that an idle thread is used before a new one is made. */
    private static final class HandOver extends LinkedTransferQueue<Runnable> {

        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable call) {
            return tryTransfer(call);
        }
    }
}
