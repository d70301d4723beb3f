package io.jenkins.plugins.codepipeline.core.client;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.regions.Region;

/** A thousand calls, and what is left of them. */
public class ManyCallsTest {

    @Rule
    public final Calls calls = new Calls(CallLimits.DEFAULT);

    private final CallDispatcher dispatcher = new CallDispatcher(call -> new Thread(call, "call"), Duration.ofMillis(100));

    @After
    public void closeDispatcher() {
        dispatcher.close();
    }

    @Test(timeout = 60_000)
    public void neitherThreadsNorConnectionsAreLeftAfterAThousandCalls() throws Exception {
        try (BusyCodePipeline aws = new BusyCodePipeline(Duration.ZERO, Integer.MAX_VALUE)) {
            callOften(aws.uri(), 100);
            long before = left();

            callOften(aws.uri(), 1000);

            assertThat(aws.recorded(), is(1100));
            assertThat(threads(), greaterThan(0L));
            while (left() > before) { // It is the time limit of the test that would fail it.
                Thread.sleep(50);
            }
        }
    }

    @Test
    public void allCallsFinishAgainstAnEndpointThatThrottlesMostOfThem() throws Exception {
        try (BusyCodePipeline aws = new BusyCodePipeline(Duration.ZERO, 50)) {
            callOften(aws.uri(), 300);

            assertThat(aws.recorded(), is(300));
            assertThat(aws.throttled(), greaterThan(0));
        }
    }

    private void callOften(URI endpoint, int count) throws Exception {
        List<Future<CallResult<?>>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CallTarget target = new CallTarget(Region.of("eu-west-" + i % 4), Optional.of(endpoint), ProxyRoute.DIRECT);
            FutureTask<CallResult<?>> call =
                    new FutureTask<>(calls.call(Calls.REQUEST, target, Calls.CREDENTIALS)::call);
            dispatcher.submit(target, call);
            results.add(call);
        }
        for (Future<CallResult<?>> result : results) {
            result.get();
        }
    }

    /** Connections and threads, once the threads of the dispatcher have ended and idle clients are closed. */
    private long left() throws InterruptedException {
        calls.clients().closeUnused(Duration.ZERO);
        while (threads("call") > 0) {
            Thread.sleep(20);
        }
        return threads() + openFiles();
    }

    private static long threads() {
        return threads("call") + threads("time limit") + threads("idle-connection");
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }

    /** Connections are files where the operating system tells their number. */
    private static long openFiles() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
    }
}
