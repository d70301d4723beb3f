package io.jenkins.plugins.codepipeline.core.client;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.Test;

public class TimeLimitTest {

    @Test(timeout = 20_000)
    public void whereTheSystemHadNoThreadForItTheNextExchangeIsWatchedAgain() {
        AtomicBoolean isOutOfThreads = new AtomicBoolean(true);
        try (TimeLimit limit = new TimeLimit(Duration.ofMillis(100), work -> new Thread(work) {
            @Override
            public synchronized void start() {
                if (isOutOfThreads.get()) {
                    throw new OutOfMemoryError("unable to create native thread");
                }
                super.start();
            }
        })) {
            assertThat(limit.during(new Exchange(() -> {}), () -> "answer"), is("answer"));

            isOutOfThreads.set(false);
            Exchange hanging = new Exchange(() -> {});
            limit.during(hanging, () -> {
                while (!hanging.isTimedOut()) {
                    Thread.onSpinWait();
                }
                return null;
            });
        }
    }
}
