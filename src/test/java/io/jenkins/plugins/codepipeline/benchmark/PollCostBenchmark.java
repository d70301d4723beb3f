package io.jenkins.plugins.codepipeline.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.trigger.CodePipelineTrigger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Compares the CPU time of a trigger's poll with that of the bare SDK's, in the same controller and at the same pace. */
public class PollCostBenchmark {

    private static final int POLLS = 500;
    private static final int WARM_UP_POLLS = 10_000;
    private static final int ROUNDS = 5;
    private static final int WATCHED_SECONDS = 15;

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(1800);

    private final MachineLoad load = new MachineLoad();
    private final List<Watched> plugin = new ArrayList<>();
    private final List<Watched> sdk = new ArrayList<>();

    /** CPU milliseconds a second of a controller that makes no polls; the least that was seen. */
    private double idle = Double.MAX_VALUE;

    /** CPU milliseconds, and polls, a second. */
    private record Watched(double cpu, double polls) {}

    private interface Part {
        void run() throws Throwable;
    }

    @Test
    public void pollsThatFindNoJob() throws Throwable {
        try (DemoCodePipeline aws = TriggeredItems.startEndpoint()) {
            String endpoint = aws.uri().toString();
            controller.startJenkins();
            controller.runRemotely(TriggeredItems::configure, endpoint);
            controller.runRemotely((RealJenkinsRule.Step) PollCostBenchmark::createItems);
            Part startSdk = () -> controller.runRemotely(BarePolls::start, endpoint, POLLS);
            Part stopSdk = () -> controller.runRemotely((RealJenkinsRule.Step) BarePolls::stop);
            Part startPlugin = () -> controller.runRemotely((RealJenkinsRule.Step) PollCostBenchmark::startTriggers);
            Part stopPlugin = () -> controller.runRemotely((RealJenkinsRule.Step) PollCostBenchmark::stopTriggers);
            during(startPlugin, stopPlugin, () -> awaitPolls(aws, WARM_UP_POLLS));
            during(startSdk, stopSdk, () -> awaitPolls(aws, WARM_UP_POLLS));
            Part watchIdle = () -> idle = Math.min(idle, watch(aws).cpu);
            watchIdle.run();
            for (int i = 0; i < ROUNDS; i++) {
                load.look();
                during(startPlugin, stopPlugin, () -> plugin.add(watch(aws)));
                during(startSdk, stopSdk, () -> sdk.add(watch(aws)));
            }
            watchIdle.run();
            assertThat(
                    aws.exchanges().all().stream().map(exchange -> exchange.answer().get().status()).toList(),
                    everyItem(is(200)));
        }
        print();
    }

    /** Without the first seconds, in which a controller may do more. */
    private void during(Part start, Part stop, Part measured) throws Throwable {
        start.run();
        TimeUnit.SECONDS.sleep(TriggeredItems.POLL_INTERVAL);
        measured.run();
        stop.run();
    }

    private static void awaitPolls(DemoCodePipeline aws, int count) throws InterruptedException {
        int enough = aws.exchanges().count(Operation.POLL_FOR_JOBS) + count;
        aws.await(() -> aws.exchanges().count(Operation.POLL_FOR_JOBS) >= enough);
    }

    private Watched watch(DemoCodePipeline aws) throws Throwable {
        Map<Long, Long> before = cpuOfThreads();
        long start = System.nanoTime();
        int polls = aws.exchanges().count(Operation.POLL_FOR_JOBS);
        TimeUnit.SECONDS.sleep(WATCHED_SECONDS);
        int made = aws.exchanges().count(Operation.POLL_FOR_JOBS) - polls;
        double used = cpuOfThreads().entrySet().stream()
                .mapToDouble(thread -> (thread.getValue() - before.getOrDefault(thread.getKey(), 0L)) / 1e6)
                .sum();
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Watched(used / seconds, made / seconds);
    }

    /** The compiler of the JVM would be the most of all for many minutes, and is busy at whatever time it finds. */
    private Map<Long, Long> cpuOfThreads() throws Throwable {
        return controller.runRemotely((RealJenkinsRule.Step2<HashMap<Long, Long>>) Usage::cpuOfThreads);
    }

    private static void createItems(JenkinsRule jenkins) throws Exception {
        for (int i = 0; i < POLLS; i++) {
            jenkins.createFreeStyleProject("item" + i).addTrigger(TriggeredItems.trigger("project" + i));
        }
    }

    private static void startTriggers(JenkinsRule jenkins) {
        for (FreeStyleProject item : Jenkins.get().getItems(FreeStyleProject.class)) {
            item.getTrigger(CodePipelineTrigger.class).start(item, true);
        }
    }

    private static void stopTriggers(JenkinsRule jenkins) {
        for (FreeStyleProject item : Jenkins.get().getItems(FreeStyleProject.class)) {
            item.getTrigger(CodePipelineTrigger.class).stop();
        }
    }

    /** CPU milliseconds. */
    private double costOfPoll(List<Watched> rounds) {
        return Median.of(rounds, round -> (round.cpu - idle) / round.polls);
    }

    private void print() {
        double ratio = costOfPoll(plugin) / costOfPoll(sdk);
        Table table = new Table(
                "Polls that find no job, " + POLLS + " of them every " + TriggeredItems.POLL_INTERVAL + " s",
                "",
                "polls a second",
                "CPU ms of threads a poll",
                "/ bare SDK");
        table.row("`pollForJobs` of the bare SDK", Median.of(sdk, Watched::polls), costOfPoll(sdk), 1.0);
        table.row("polls of triggers", Median.of(plugin, Watched::polls), costOfPoll(plugin), ratio);
        Bound.print(List.of(Bound.atMost(1.2, "CPU of a trigger's poll / of the bare SDK's", ratio)));
        System.out.printf("%nThe idle controller takes %.0f ms of CPU a second, which is left out.%n", idle);
        load.print();
    }
}
