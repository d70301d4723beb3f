package io.jenkins.plugins.codepipeline.benchmark;

import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Compares how soon a job's build begins its first step with builds that Jenkins' own triggers start, one at a time. */
public class JobStartBenchmark {

    private static final int WARM_UP = 500;
    private static final int ROUNDS = 20;

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(1800);

    private final MachineLoad load = new MachineLoad();
    private final Map<String, List<Double>> times = new LinkedHashMap<>();
    private final Map<String, List<Double>> waits = new LinkedHashMap<>();

    @Test
    public void oneAtATime() throws Throwable {
        try (DemoCodePipeline aws = TriggeredItems.startEndpoint()) {
            controller.startJenkins();
            controller.runRemotely(TriggeredItems::configure, aws.uri().toString());
            controller.runRemotely((RealJenkinsRule.Step) BuildStart::createItems);
            warmUp(aws);
            for (int i = 0; i < ROUNDS; i++) {
                load.look();
                ofJob(aws, BuildStart.CODEPIPELINE.pipeline());
                ofOwnTrigger(BuildStart.CRON, BuildStart.CRON.pipeline());
                ofJob(aws, BuildStart.CODEPIPELINE.freestyle());
                ofOwnTrigger(BuildStart.CRON, BuildStart.CRON.freestyle());
                ofOwnTrigger(BuildStart.POLL_SCM, BuildStart.POLL_SCM.freestyle());
            }
        }
        print();
    }

    private void warmUp(DemoCodePipeline aws) throws Throwable {
        for (String item : List.of(BuildStart.CODEPIPELINE.pipeline(), BuildStart.CODEPIPELINE.freestyle())) {
            int first = controller.runRemotely(BuildStart::nextNumber, item);
            for (int i = 0; i < WARM_UP; i++) {
                aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, item));
            }
            controller.runRemotely(BuildStart::awaitFirstSteps, item, first, WARM_UP);
        }
        controller.runRemotely(BuildStart::schedule, BuildStart.CRON.pipeline(), WARM_UP);
        controller.runRemotely(BuildStart::schedule, BuildStart.CRON.freestyle(), WARM_UP);
        controller.runRemotely(BuildStart::schedule, BuildStart.POLL_SCM.freestyle(), WARM_UP);
    }

    /** Of a job that is queued at some time between two polls. */
    private void ofJob(DemoCodePipeline aws, String item) throws Throwable {
        int number = controller.runRemotely(BuildStart::nextNumber, item);
        Job queued = aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, item));
        long firstStep = controller.runRemotely(BuildStart::awaitFirstSteps, item, number, 1);
        aws.await(() -> !aws.jobs().get(queued.id()).isOpen());
        Job job = aws.jobs().get(queued.id());
        long polled = millis(job, JobEvent.Kind.HANDED_OUT);
        add(times, item, firstStep - polled);
        add(waits, item, polled - millis(job, JobEvent.Kind.QUEUED));
    }

    private static long millis(Job job, JobEvent.Kind kind) {
        return job.events(kind).get(0).time().toEpochMilli();
    }

    private void ofOwnTrigger(BuildStart way, String item) throws Throwable {
        add(times, item, controller.runRemotely(BuildStart::ownTrigger, way, item).millis());
    }

    private static void add(Map<String, List<Double>> all, String item, double millis) {
        all.computeIfAbsent(item, name -> new ArrayList<>()).add(millis);
    }

    private double median(String item) {
        return times.containsKey(item) ? Median.of(times.get(item), Double::doubleValue) : Double.NaN;
    }

    private void print() {
        String job = BuildStart.CODEPIPELINE.title;
        Table table = new Table("To the first step of a build, one at a time", "", "Pipeline ms", "freestyle ms");
        for (BuildStart way : BuildStart.values()) {
            table.row(way.title, median(way.pipeline()), median(way.freestyle()));
        }
        for (BuildStart own : List.of(BuildStart.CRON, BuildStart.POLL_SCM)) {
            table.row(
                    job + " / " + own.title,
                    median(BuildStart.CODEPIPELINE.pipeline()) / median(own.pipeline()),
                    median(BuildStart.CODEPIPELINE.freestyle()) / median(own.freestyle()));
        }
        Table polls = new Table(
                "From a queued job to the poll that gets it, polls every " + TriggeredItems.POLL_INTERVAL + " s", "", "longest ms");
        waits.forEach((item, all) -> polls.row(item, longestWait(item)));
        Bound.print(List.of(
                bound("Pipeline", BuildStart.CODEPIPELINE.pipeline(), BuildStart.CRON.pipeline()),
                bound("freestyle", BuildStart.CODEPIPELINE.freestyle(), BuildStart.CRON.freestyle())));
        load.print();
    }

    private double longestWait(String item) {
        return waits.get(item).stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** With the longest wait for a poll, and the most by which the jitter makes an interval longer. */
    private Bound bound(String kind, String item, String ownItem) {
        return Bound.atMost(
                1.3 * median(ownItem) + 1.1 * TimeUnit.SECONDS.toMillis(TriggeredItems.POLL_INTERVAL),
                kind + ": from the queued job, ms; the bound is 1.3 × `cron` and the poll interval",
                longestWait(item) + median(item));
    }
}
