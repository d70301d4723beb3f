package io.jenkins.plugins.codepipeline.benchmark;

import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.bench.sdk.Endpoint;
import io.jenkins.plugins.codepipeline.benchmark.Builds.Cost;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Compares 200 jobs that are queued at once for one item with 200 builds that are scheduled at once. */
public class ManyJobsBenchmark {

    private static final int JOBS = 200;

    /** So many rounds, for it is the code of Jenkins that the JIT compiler is busy with for a long time. */
    private static final int WARM_UP = 12;

    private static final int ROUNDS = 7;

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(1800);

    private final MachineLoad load = new MachineLoad();

    /** Each with the milliseconds to the first step of the last build, and CPU milliseconds a build. */
    private record Round(Cost jobs, Cost builds) {}

    private interface Burst {

        /** Returns the milliseconds from the first job or build to the first step of the last one. */
        double run() throws Throwable;
    }

    @Test
    public void twoHundredAtOnce() throws Throwable {
        try (DemoCodePipeline aws = TriggeredItems.startEndpoint();
                Endpoint warmUp = new Endpoint()) {
            controller.startJenkins();
            controller.runRemotely(SdkWarmUp::run, warmUp.uri());
            controller.runRemotely(TriggeredItems::configure, aws.uri().toString());
            controller.runRemotely((RealJenkinsRule.Step) BuildStart::createItems);
            List<Bound> bounds = new ArrayList<>();
            Table table = new Table(
                    JOBS + " at once, to the first step of the last build", "", "s", "CPU ms a build with its end");
            measure(aws, "Pipeline", BuildStart.CODEPIPELINE.pipeline(), BuildStart.CRON.pipeline(), table, bounds);
            measure(aws, "freestyle", BuildStart.CODEPIPELINE.freestyle(), BuildStart.CRON.freestyle(), table, bounds);
            Bound.print(bounds);
            load.print();
        }
    }

    private void measure(
            DemoCodePipeline aws, String kind, String triggered, String scheduled, Table table, List<Bound> bounds)
            throws Throwable {
        List<Round> rounds = new ArrayList<>();
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            load.look();
            Round round = round(() -> jobs(aws, triggered), () -> scheduled(scheduled), i % 2 == 0);
            if (i >= 0) {
                rounds.add(round);
            }
        }
        row(table, kind + ": jobs", rounds, Round::jobs);
        row(table, kind + ": builds scheduled by Jenkins itself", rounds, Round::builds);
        bounds.add(Bound.atMost(
                1.5,
                kind + ": jobs / builds scheduled by Jenkins itself",
                Median.of(rounds, round -> round.jobs.time() / round.builds.time())));
    }

    /** They take turns in who comes first, and makes the JIT compiler compile what both need. */
    private Round round(Burst jobs, Burst builds, boolean isJobsFirst) throws Throwable {
        if (isJobsFirst) {
            Cost first = cost(jobs);
            return new Round(first, cost(builds));
        }
        Cost first = cost(builds);
        return new Round(cost(jobs), first);
    }

    private Cost cost(Burst burst) throws Throwable {
        double before = controller.runRemotely(Usage::cpu);
        double time = burst.run();
        return new Cost(time, (controller.runRemotely(Usage::cpu) - before) / JOBS);
    }

    private static void row(Table table, String name, List<Round> rounds, Function<Round, Cost> cost) {
        table.row(
                name,
                Median.of(rounds, round -> cost.apply(round).time()) / 1000,
                Median.of(rounds, round -> cost.apply(round).cpu()));
    }

    private double scheduled(String item) throws Throwable {
        return controller.runRemotely(BuildStart::schedule, item, JOBS).millis();
    }

    /** From the first poll that gets one. */
    private double jobs(DemoCodePipeline aws, String item) throws Throwable {
        int first = controller.runRemotely(BuildStart::nextNumber, item);
        List<Job> queued = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            queued.add(aws.jobs().queue(
                    Map.of(ActionTypes.PROJECT_NAME, item, ActionTypes.ENVIRONMENT, "environment-" + i)));
        }
        long last = controller.runRemotely(BuildStart::awaitFirstSteps, item, first, JOBS);
        aws.await(() -> queued.stream().noneMatch(job -> aws.jobs().get(job.id()).isOpen()));
        long polled = queued.stream()
                .map(job -> aws.jobs().get(job.id()).events(JobEvent.Kind.HANDED_OUT).get(0).time())
                .min(Comparator.naturalOrder())
                .orElseThrow()
                .toEpochMilli();
        return last - polled;
    }
}
