package io.jenkins.plugins.codepipeline.benchmark;

import java.util.Map;
import java.util.stream.Stream;

/** Looks at all threads of the controller again and again. */
final class ThreadSampler extends Thread {

    private volatile boolean isEnded;
    int samples;

    /** The most threads of calls that were seen at a time. */
    long mostCalls;

    /** In how many samples the thread of a Pipeline was in a call. */
    int blocked;

    @Override
    public void run() {
        try {
            while (!isEnded) {
                Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
                samples++;
                mostCalls = Math.max(
                        mostCalls,
                        threads.keySet().stream()
                                .filter(thread -> thread.getName().startsWith("AWS CodePipeline: call"))
                                .count());
                if (threads.entrySet().stream().anyMatch(thread -> isBlocked(thread.getKey(), thread.getValue()))) {
                    blocked++;
                }
                sleep(10);
            }
        } catch (InterruptedException e) {
            interrupt();
        }
    }

    private static boolean isBlocked(Thread thread, StackTraceElement[] frames) {
        return thread.getName().startsWith("Running CpsFlowExecution")
                && Stream.of(frames)
                        .map(StackTraceElement::getClassName)
                        .anyMatch(name -> name.equals("sun.nio.ch.NioSocketImpl") || name.startsWith("software.amazon.awssdk."));
    }

    void end() throws InterruptedException {
        isEnded = true;
        join();
    }
}
