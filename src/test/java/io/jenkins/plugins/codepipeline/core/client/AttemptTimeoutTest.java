package io.jenkins.plugins.codepipeline.core.client;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;

public class AttemptTimeoutTest {

    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @Test(timeout = 20_000)
    public void anExchangeThatTakesTooLongIsBrokenOffAndAFastOneIsNot() {
        try (AttemptTimeout timeout = timeout()) {
            Exchange fast = new Exchange();
            assertThat(timeout.during(fast, () -> "answer"), is("answer"));

            hangIn(timeout);

            assertThat(fast.isTimedOut(), is(false));
        }
    }

    @Test(timeout = 20_000)
    public void oneThreadWatchesAllExchangesAndEndsWithTheTimeout() throws Exception {
        try (AttemptTimeout timeout = timeout()) {
            hangIn(timeout);
            hangIn(timeout);
        }

        assertThat(threads.size(), is(1));
        threads.get(0).join();
    }

    private AttemptTimeout timeout() {
        return new AttemptTimeout(Duration.ofMillis(100), work -> {
            threads.add(new Thread(work));
            return threads.get(threads.size() - 1);
        });
    }

    private static void hangIn(AttemptTimeout timeout) {
        Exchange hanging = new Exchange();
        timeout.during(hanging, () -> {
            while (!hanging.isTimedOut()) {
                Thread.onSpinWait();
            }
            return null;
        });
    }
}
