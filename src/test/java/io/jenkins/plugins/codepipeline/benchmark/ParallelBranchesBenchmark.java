package io.jenkins.plugins.codepipeline.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.codepipeline.benchmark.Builds.Cost;
import io.jenkins.plugins.codepipeline.core.client.BusyCodePipeline;
import io.jenkins.plugins.codepipeline.core.client.CallDispatcher;
import io.jenkins.plugins.codepipeline.core.client.CallLimits;
import io.jenkins.plugins.codepipeline.core.client.CallResult;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.client.Calls;
import io.jenkins.plugins.codepipeline.core.client.ProxyRoute;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;
import software.amazon.awssdk.regions.Region;

/** Measures builds of 1,000 parallel branches, each of which reports one result. */
public class ParallelBranchesBenchmark {

    private static final int BRANCHES = 1000;

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule();

    @Rule
    public final Calls calls = new Calls(CallLimits.DEFAULT);

    @Test
    public void anEndpointThatTakes200MsForAnAnswer() throws Throwable {
        Duration latency = Duration.ofMillis(200);
        try (BusyCodePipeline aws = new BusyCodePipeline(latency, Integer.MAX_VALUE)) {
            start(aws);
            Cost echo = controller.runRemotely(Builds::run, Builds.parallel(BRANCHES, Builds.ECHO));
            measure(aws, latency.multipliedBy(BRANCHES).dividedBy(CallDispatcher.MAX_CALLS));
            print("whole build with echo in place of the step", "%,.0f ms, CPU %,.0f ms", echo.time(), echo.cpu());
        }
    }

    @Test
    public void anEndpointThatThrottlesAbove20RequestsASecond() throws Throwable {
        try (BusyCodePipeline aws = new BusyCodePipeline(Duration.ZERO, 20)) {
            start(aws);
            measure(aws, Duration.ofSeconds(BRANCHES / 20));
        }
    }

    /** A Pipeline takes far longer to begin so many branches than the pool to send their results. */
    @Test
    public void theSameWithoutAPipeline() throws Exception {
        Duration latency = Duration.ofMillis(200);
        try (BusyCodePipeline aws = new BusyCodePipeline(latency, Integer.MAX_VALUE);
                CallDispatcher pool = new CallDispatcher(Executors.defaultThreadFactory(), CallDispatcher.IDLE_TIME)) {
            List<FutureTask<CallResult<?>>> receipts = new ArrayList<>();
            for (int i = 0; i < BRANCHES; i++) {
                CallTarget target = new CallTarget(Region.of("eu-west-" + i % 2), Optional.of(aws.uri()), ProxyRoute.DIRECT);
                receipts.add(new FutureTask<>(calls.call(Calls.REQUEST, target, Calls.CREDENTIALS)::call));
                pool.submit(target, receipts.get(i));
            }
            for (FutureTask<CallResult<?>> receipt : receipts) {
                receipt.get();
            }
            System.out.printf("%n%,d calls in two regions, handed to the pool at once%n", BRANCHES);
            print(aws, latency.multipliedBy(BRANCHES).dividedBy(CallDispatcher.MAX_CALLS));
        }
    }

    private void start(BusyCodePipeline aws) throws Throwable {
        controller.startJenkins();
        try (BusyCodePipeline warmUp = new BusyCodePipeline(Duration.ZERO, Integer.MAX_VALUE)) {
            controller.runRemotely(Builds::reportTo, warmUp.uri());
            controller.runRemotely(Builds::run, Builds.parallel(CallDispatcher.MAX_CALLS, Builds.REPORT));
        }
        controller.runRemotely(Builds::reportTo, aws.uri());
    }

    private void measure(BusyCodePipeline aws, Duration ideal) throws Throwable {
        Watched watched = controller.runRemotely(ParallelBranchesBenchmark::build, Builds.parallel(BRANCHES, Builds.REPORT));
        System.out.printf("%n%,d branches%n", BRANCHES);
        print(aws, ideal);
        print("whole build", "%,.0f ms, CPU %,.0f ms", watched.cost.time(), watched.cost.cpu());
        print("most threads of calls at a time", "%d", watched.mostThreads);
        print("samples with the Pipeline's thread in the network", "%d of %d", watched.blocked, watched.samples);
    }

    private static void print(BusyCodePipeline aws, Duration ideal) {
        assertThat(aws.recorded(), is(BRANCHES));
        print("requests throttled", "%d", aws.throttled());
        print(
                "from the first request to the last answer",
                "%,d ms, ideal %,d ms, ratio %.2f",
                aws.busyTime().toMillis(),
                ideal.toMillis(),
                (double) aws.busyTime().toMillis() / ideal.toMillis());
    }

    private static void print(String what, String format, Object... figures) {
        System.out.printf("%-52s" + format + "%n", Stream.concat(Stream.of(what), Stream.of(figures)).toArray());
    }

    /** What was seen of the controller's threads during a build. */
    private record Watched(Cost cost, long mostThreads, int samples, int blocked) implements Serializable {}

    private static Watched build(JenkinsRule jenkins, String script) throws Exception {
        ThreadSampler sampler = new ThreadSampler();
        sampler.start();
        try {
            Cost cost = Builds.run(jenkins, script);
            sampler.end();
            return new Watched(cost, sampler.mostCalls, sampler.samples, sampler.blocked);
        } finally {
            sampler.end();
        }
    }
}
