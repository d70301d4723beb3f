package io.jenkins.plugins.codepipeline.core.client;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;

public class CallPoolTest {

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final CallPool pool = new CallPool(this::thread, Duration.ofMillis(200));

    /** Until it is opened, calls hang. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private final AtomicInteger hanging = new AtomicInteger();
    private volatile boolean isOutOfThreads;

    @After
    public void close() {
        gate.countDown();
        pool.close();
    }

    @Test
    public void aThousandCallsTakeNoMoreThanSixtyFourThreadsAndGiveThemBack() throws Exception {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(pool.submit("region " + i % 5, () -> {
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                sleep(2);
                underWay.decrementAndGet();
            }));
        }
        awaitAll(calls);

        assertThat(most.get(), lessThanOrEqualTo(CallPool.MAX_THREADS));
        assertThat(threads.size(), lessThanOrEqualTo(CallPool.MAX_THREADS));
        for (Thread thread : threads) {
            thread.join(5000);
            assertThat(thread.isAlive(), is(false));
        }
    }

    @Test
    public void callsOneAfterTheOtherShareAThread() throws Exception {
        try (CallPool patient = new CallPool(this::thread, Duration.ofMinutes(1))) {
            for (int i = 0; i < 20; i++) {
                patient.submit("region", () -> {}).get(5, TimeUnit.SECONDS);
                while (threads.get(0).getState() != Thread.State.TIMED_WAITING) {
                    Thread.sleep(1);
                }
            }
        }

        assertThat(threads, hasSize(1));
    }

    @Test
    public void callsThatHangInOneLaneLeaveThreadsForTheOthers() throws Exception {
        hang("stuck", 500, 56);
        pool.submit("well", () -> {}).get(5, TimeUnit.SECONDS);

        hang("stuck too", 500, 63);
        pool.submit("well", () -> {}).get(5, TimeUnit.SECONDS);
        assertThat(hanging.get(), is(63));
    }

    @Test
    public void aLaneThatWaitsIsServedBeforeOneThatHasMuchAlready() throws Exception {
        hang("busy", 200, 56);
        List<String> order = new CopyOnWriteArrayList<>();
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(pool.submit("new", () -> order.add("new")));
        }
        awaitAll(calls);

        assertThat(order, hasSize(20));
    }

    @Test
    public void inALaneTheFirstComesFirstAndLanesTakeTurns() throws Exception {
        CountDownLatch started = new CountDownLatch(CallPool.MAX_THREADS);
        CountDownLatch release = new CountDownLatch(1);
        // As many lanes as threads, so that every thread is taken.
        for (int i = 0; i < CallPool.MAX_THREADS; i++) {
            boolean isFirst = i == 0;
            pool.submit("filler " + i, () -> {
                started.countDown();
                await(isFirst ? release : gate);
            });
        }
        assertTrue(started.await(5, TimeUnit.SECONDS));
        List<String> order = new CopyOnWriteArrayList<>();
        List<Future<?>> calls = new ArrayList<>();
        for (String call : List.of("a1", "a2", "a3", "b1", "b2", "c1")) {
            calls.add(pool.submit(call.substring(0, 1), () -> order.add(call)));
        }
        release.countDown();
        awaitAll(calls);

        assertThat(order, contains("a1", "b1", "c1", "a2", "b2", "a3"));
    }

    @Test
    public void aCancelledCallThatWaitsIsNeverRunAndOneThatRunsIsInterrupted() throws Exception {
        Set<String> ran = ConcurrentHashMap.newKeySet();
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<?> running = pool.submit("lane", () -> {
            try {
                hanging.incrementAndGet();
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        awaitHanging(1);
        hang("lane", 200, 56);
        Future<?> waiting = pool.submit("lane", () -> ran.add("waiting"));
        waiting.cancel(true);
        running.cancel(true);

        assertTrue(interrupted.await(5, TimeUnit.SECONDS));
        gate.countDown();
        pool.submit("lane", () -> ran.add("after")).get(5, TimeUnit.SECONDS);
        assertThat(ran, is(Set.of("after")));
    }

    @Test
    public void aCallThatFailsGivesItsThreadBack() throws Exception {
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(pool.submit("lane", () -> {
                throw new IllegalStateException("of the test");
            }));
        }
        pool.submit("lane", () -> {}).get(5, TimeUnit.SECONDS);

        for (Future<?> call : calls) {
            assertThrows(ExecutionException.class, () -> call.get(5, TimeUnit.SECONDS));
        }
    }

    @Test
    public void whereTheSystemGivesNoMoreThreadsACallWaitsForOneThatThereIs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Future<?> first = pool.submit("lane", () -> await(release));
        isOutOfThreads = true;
        Future<?> second = pool.submit("lane", () -> {});
        Future<?> other = pool.submit("other lane", () -> {});
        release.countDown();

        awaitAll(List.of(first, second, other));
        assertThat(threads, hasSize(1));
    }

    @Test
    public void callsThatFoundNoThreadGetOneWithTheNextCall() throws Exception {
        hang("lane", 1, 1);
        isOutOfThreads = true;
        Future<?> second = pool.submit("lane", () -> {});
        Future<?> other = pool.submit("other lane", () -> {});
        isOutOfThreads = false;
        Future<?> third = pool.submit("lane", () -> {});

        awaitAll(List.of(second, other, third));
    }

    @Test
    public void aCallForWhichThereIsNoThreadAtAllIsRefused() throws Exception {
        Set<String> ran = ConcurrentHashMap.newKeySet();
        isOutOfThreads = true;
        assertThrows(OutOfMemoryError.class, () -> pool.submit("lane", () -> ran.add("refused")));

        isOutOfThreads = false;
        pool.submit("lane", () -> ran.add("taken")).get(5, TimeUnit.SECONDS);
        assertThat(ran, is(Set.of("taken")));
    }

    private Thread thread(Runnable call) {
        Thread thread = new Thread(call) {
            @Override
            public synchronized void start() {
                if (isOutOfThreads) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        };
        if (!isOutOfThreads) {
            threads.add(thread);
        }
        return thread;
    }

    private void hang(String lane, int calls, int hangingThen) throws InterruptedException {
        for (int i = 0; i < calls; i++) {
            pool.submit(lane, () -> {
                hanging.incrementAndGet();
                await(gate);
            });
        }
        awaitHanging(hangingThen);
    }

    private void awaitHanging(int count) throws InterruptedException {
        while (hanging.get() < count) {
            Thread.sleep(5);
        }
    }

    private static void awaitAll(List<Future<?>> calls) throws Exception {
        for (Future<?> call : calls) {
            call.get(30, TimeUnit.SECONDS);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(int ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
