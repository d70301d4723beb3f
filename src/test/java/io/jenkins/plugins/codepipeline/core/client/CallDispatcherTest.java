package io.jenkins.plugins.codepipeline.core.client;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Test;

public class CallDispatcherTest {

    /** A limit that only a fault reaches, however busy the machine is. */
    private static final long SECONDS = 60;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final CallDispatcher dispatcher = new CallDispatcher(this::thread, Duration.ofMillis(200));

    /** Until it is opened, calls hang. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private final AtomicInteger hanging = new AtomicInteger();

    @After
    public void close() {
        gate.countDown();
        dispatcher.close();
    }

    @Test
    public void aThousandCallsRunSixtyFourAtATimeAndTheirThreadsEnd() throws Exception {
        AtomicInteger inProgress = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            calls.add(dispatcher.submit("region " + i % 5, () -> {
                most.accumulateAndGet(inProgress.incrementAndGet(), Math::max);
                sleep(2);
                inProgress.decrementAndGet();
            }));
        }
        awaitAll(calls);

        assertThat(most.get(), lessThanOrEqualTo(CallDispatcher.MAX_CALLS));
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(SECONDS));
            assertThat(thread.isAlive(), is(false));
        }
    }

    @Test
    public void callsOneAfterTheOtherShareAThread() throws Exception {
        try (CallDispatcher patient = new CallDispatcher(this::thread, Duration.ofMinutes(1))) {
            for (int i = 0; i < 20; i++) {
                patient.submit("region", () -> {}).get(SECONDS, TimeUnit.SECONDS);
                while (threads.get(0).getState() != Thread.State.TIMED_WAITING) {
                    Thread.sleep(1);
                }
            }
        }

        assertThat(threads, hasSize(1));
    }

    @Test
    public void theNextCallOfACallTakesItsThread() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        Future<?> first = dispatcher.submit(
                "first", () -> dispatcher.submitNext("second", () -> thread.complete(Thread.currentThread())));
        first.get(SECONDS, TimeUnit.SECONDS);

        assertThat(thread.get(SECONDS, TimeUnit.SECONDS), is(threads.get(0)));
    }

    @Test
    public void theNextCallOfACallAndTheOneThatWaitedForItBothRun() throws Exception {
        CompletableFuture<Future<?>> next = new CompletableFuture<>();
        CountDownLatch allWait = new CountDownLatch(1);
        dispatcher.submit("busy", () -> {
            await(allWait);
            next.complete(dispatcher.submitNext("quiet", this::hang));
        });
        hang("busy", CallDispatcher.MAX_CALLS_PER_TARGET);
        awaitHanging(CallDispatcher.MAX_CALLS_PER_TARGET - 1);
        allWait.countDown();

        awaitHanging(CallDispatcher.MAX_CALLS_PER_TARGET + 1);
        gate.countDown();
        next.get(SECONDS, TimeUnit.SECONDS).get(SECONDS, TimeUnit.SECONDS);
    }

    @Test
    public void callsToOneTargetThatHangLeaveThreadsForOthers() throws Exception {
        hang("stuck", 500);
        awaitHanging(CallDispatcher.MAX_CALLS_PER_TARGET);

        dispatcher.submit("well", () -> {}).get(SECONDS, TimeUnit.SECONDS);

        assertThat(hanging.get(), is(CallDispatcher.MAX_CALLS_PER_TARGET));
    }

    @Test
    public void allTargetsTogetherHaveAsManyCallsAsThereMayBe() throws Exception {
        hang("first", 500);
        hang("second", 500);
        awaitHanging(CallDispatcher.MAX_CALLS);

        Future<?> waiting = dispatcher.submit("third", () -> {});
        assertThat(hanging.get(), is(CallDispatcher.MAX_CALLS));
        assertThat(waiting.isDone(), is(false));

        gate.countDown();
        waiting.get(SECONDS, TimeUnit.SECONDS);
    }

    @Test
    public void aTargetWithFewCallsDoesNotWaitForAllCallsOfABusyOne() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        Future<?> filler = fillAllThreads();
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(dispatcher.submit("busy", () -> order.add("busy")));
        }
        calls.add(dispatcher.submit("quiet", () -> order.add("quiet")));
        filler.cancel(true);
        awaitAll(calls);

        assertThat(order.indexOf("quiet"), is(1));
    }

    @Test
    public void callsToATargetRunInTheirOrderAndTargetsTakeTurns() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        Future<?> filler = fillAllThreads();
        List<Future<?>> calls = new ArrayList<>();
        for (String call : List.of("a1", "a2", "a3", "b1", "b2", "c1")) {
            calls.add(dispatcher.submit(call.substring(0, 1), () -> order.add(call)));
        }
        filler.cancel(true);
        awaitAll(calls);

        assertThat(order, contains("a1", "b1", "c1", "a2", "b2", "a3"));
    }

    @Test
    public void aCancelledCallThatWaitsIsNeverRunAndOneThatRunsIsInterrupted() throws Exception {
        Set<String> ran = ConcurrentHashMap.newKeySet();
        CountDownLatch interrupted = new CountDownLatch(1);
        Future<?> running = dispatcher.submit("target", () -> {
            try {
                hanging.incrementAndGet();
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        hang("target", 200);
        awaitHanging(CallDispatcher.MAX_CALLS_PER_TARGET);
        Future<?> waiting = dispatcher.submit("target", () -> ran.add("waiting"));
        waiting.cancel(true);
        running.cancel(true);

        assertTrue(interrupted.await(SECONDS, TimeUnit.SECONDS));
        gate.countDown();
        dispatcher.submit("target", () -> ran.add("after")).get(SECONDS, TimeUnit.SECONDS);
        assertThat(ran, is(Set.of("after")));
    }

    @Test
    public void aCallThatFailsGivesItsThreadBack() throws Exception {
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(dispatcher.submit("target", () -> {
                throw new IllegalStateException("of the test");
            }));
        }
        dispatcher.submit("target", () -> {}).get(SECONDS, TimeUnit.SECONDS);

        for (Future<?> call : calls) {
            assertThrows(ExecutionException.class, () -> call.get(SECONDS, TimeUnit.SECONDS));
        }
    }

    @Test
    public void theCancellationOfACallDoesNotInterruptTheNextInItsThread() throws Exception {
        Future<?> filler = fillAllThreads();
        AtomicBoolean wasInterrupted = new AtomicBoolean();
        Future<?> next = dispatcher.submit("next", () -> wasInterrupted.set(Thread.interrupted()));
        filler.cancel(true);
        next.get(SECONDS, TimeUnit.SECONDS);

        assertThat(wasInterrupted.get(), is(false));
    }

    @Test
    public void afterTheDispatcherIsClosedNoCallIsRun() throws Exception {
        Set<String> ran = ConcurrentHashMap.newKeySet();
        dispatcher.close();

        assertThat(dispatcher.submit("target", () -> ran.add("late")).isDone(), is(false));

        assertThat(threads, empty());
        assertThat(ran, empty());
    }

    private Thread thread(Runnable call) {
        Thread thread = new Thread(call);
        threads.add(thread);
        return thread;
    }

    /** Takes as many targets as there are threads; the thread of the returned call is free once that is cancelled. */
    private Future<?> fillAllThreads() throws InterruptedException {
        Future<?> first = null;
        for (int i = 0; i < CallDispatcher.MAX_CALLS; i++) {
            Future<?> call = hang("filler " + i);
            first = first == null ? call : first;
        }
        awaitHanging(CallDispatcher.MAX_CALLS);
        return first;
    }

    private void hang(String target, int calls) {
        for (int i = 0; i < calls; i++) {
            hang(target);
        }
    }

    private Future<?> hang(String target) {
        return dispatcher.submit(target, this::hang);
    }

    private void hang() {
        hanging.incrementAndGet();
        await(gate);
    }

    private void awaitHanging(int count) throws InterruptedException {
        while (hanging.get() < count) {
            Thread.sleep(5);
        }
    }

    private static void awaitAll(List<Future<?>> calls) throws Exception {
        for (Future<?> call : calls) {
            call.get(SECONDS, TimeUnit.SECONDS);
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
