package io.jenkins.plugins.codepipeline.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.client.BusyCodePipeline;
import io.jenkins.plugins.codepipeline.core.client.CallLimits;
import io.jenkins.plugins.codepipeline.core.client.CallPool;
import io.jenkins.plugins.codepipeline.core.client.Calls;
import io.jenkins.plugins.codepipeline.core.client.Receipt;
import io.jenkins.plugins.codepipeline.core.client.Route;
import io.jenkins.plugins.codepipeline.core.client.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import software.amazon.awssdk.regions.Region;

/** Measures builds of 1,000 parallel branches; not a test of its own, see docs/reliability.md. */
public class PipelineLoad {

    private static final int BRANCHES = 1000;
    private static final int THREADS = 64;

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Rule
    public final Calls calls = new Calls(CallLimits.DEFAULT);

    @Before
    public void warmUp() throws Exception {
        jenkins.setDefaults();
        jenkins.run(Result.SUCCESS, branches(64, report()));
    }

    @Test
    public void anEndpointThatTakes200MsForAnAnswer() throws Exception {
        long echo = jenkins.run(Result.SUCCESS, branches(BRANCHES, "echo 'x'")).getDuration();
        Duration latency = Duration.ofMillis(200);
        try (BusyCodePipeline aws = new BusyCodePipeline(latency, Integer.MAX_VALUE)) {
            measure(aws, latency.multipliedBy(BRANCHES).dividedBy(THREADS));
            System.out.printf("%-55s %8d ms%n", "the same build with echo in place of the step", echo);
        }
    }

    @Test
    public void anEndpointThatThrottlesAbove20RequestsASecond() throws Exception {
        try (BusyCodePipeline aws = new BusyCodePipeline(Duration.ZERO, 20)) {
            measure(aws, Duration.ofSeconds(BRANCHES / 20));
        }
    }

    /** A Pipeline takes far longer to begin so many branches than the pool to send their results. */
    @Test
    public void theSameWithoutAPipeline() throws Exception {
        Duration latency = Duration.ofMillis(200);
        try (BusyCodePipeline aws = new BusyCodePipeline(latency, Integer.MAX_VALUE);
                CallPool pool = new CallPool(Executors.defaultThreadFactory(), CallPool.IDLE_TIME)) {
            List<FutureTask<Receipt>> receipts = new ArrayList<>();
            for (int i = 0; i < BRANCHES; i++) {
                Target target = new Target(Region.of("eu-west-" + i % 2), Optional.of(aws.uri()), Route.DIRECT);
                receipts.add(new FutureTask<>(calls.call(Calls.REQUEST, target, Calls.CREDENTIALS, null)));
                pool.submit(target, receipts.get(i));
            }
            for (FutureTask<Receipt> receipt : receipts) {
                receipt.get();
            }
            Duration ideal = latency.multipliedBy(BRANCHES).dividedBy(THREADS);
            System.out.printf("%n%,d calls in two regions, handed to the pool at once%n", BRANCHES);
            print(aws, ideal);
        }
    }

    private void measure(BusyCodePipeline aws, Duration ideal) throws Exception {
        CodePipelineConfiguration.get().setEndpoint(aws.uri().toString());
        Sampler sampler = new Sampler();
        sampler.start();
        WorkflowRun run = jenkins.run(Result.SUCCESS, branches(BRANCHES, report()));
        sampler.end();

        assertThat(aws.recorded(), is(BRANCHES));
        System.out.printf("%n%s, %,d branches%n", aws.throttled() > 0 ? "throttled" : "slow", BRANCHES);
        print(aws, ideal);
        System.out.printf("%-55s %8d ms%n", "whole build", run.getDuration());
        System.out.printf("%-55s %8d%n", "most threads of calls at a time", sampler.mostThreads);
        System.out.printf(
                "%-55s %8d of %d%n", "samples with the Pipeline's thread in the network", sampler.blocked, sampler.samples);
    }

    private static void print(BusyCodePipeline aws, Duration ideal) {
        System.out.printf("%-55s %8d%n", "results recorded", aws.recorded());
        System.out.printf("%-55s %8d%n", "requests throttled", aws.throttled());
        System.out.printf("%-55s %8d ms%n", "from the first request to the last answer", aws.busyTime().toMillis());
        System.out.printf("%-55s %8d ms%n", "ideal", ideal.toMillis());
        System.out.printf("%-55s %8.2f%n", "ratio", (double) aws.busyTime().toMillis() / ideal.toMillis());
    }

    private static String report() {
        return "putJobSuccessResult jobId: '" + JenkinsWithAws.JOB_ID + "'";
    }

    private static String branches(int count, String step) {
        return """
                def branches = [:]
                for (int i = 0; i < %d; i++) {
                    branches["b$i"] = { %s }
                }
                parallel branches
                """
                .formatted(count, step);
    }

    /** Looks at all threads again and again. */
    private static final class Sampler extends Thread {

        private final AtomicBoolean ended = new AtomicBoolean();
        private long mostThreads;
        private int samples;
        private int blocked;

        @Override
        public void run() {
            while (!ended.get()) {
                Map<Thread, StackTraceElement[]> threads = Thread.getAllStackTraces();
                mostThreads = Math.max(
                        mostThreads,
                        threads.keySet().stream()
                                .filter(thread -> thread.getName().startsWith("AWS CodePipeline: "))
                                .count());
                samples++;
                if (threads.entrySet().stream().anyMatch(thread -> isBlocked(thread.getKey(), thread.getValue()))) {
                    blocked++;
                }
                try {
                    Thread.sleep(10);
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private static boolean isBlocked(Thread thread, StackTraceElement[] frames) {
            return thread.getName().startsWith("Running CpsFlowExecution")
                    && Stream.of(frames)
                            .map(StackTraceElement::getClassName)
                            .anyMatch(name -> name.equals("sun.nio.ch.NioSocketImpl") || name.startsWith("software.amazon.awssdk."));
        }

        void end() throws InterruptedException {
            ended.set(true);
            join();
        }
    }
}
