package io.jenkins.plugins.codepipeline.benchmark;

import hudson.model.Job;
import hudson.model.Run;
import hudson.triggers.Trigger;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import io.jenkins.plugins.codepipeline.trigger.CodePipelineTrigger;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Shows what the result costs that is sent at the end of a build, beside builds without one and builds without a job. */
public class BuildEndBenchmark {

    private static final int WARM_UP = 4;
    private static final int ROUNDS = 5;
    private static final int BUILDS_OF_ROUND = 25;

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(1800);

    private final MachineLoad load = new MachineLoad();
    private final Map<Way, List<Round>> rounds = new LinkedHashMap<>();

    private enum Way {
        PLAIN("no job"),
        NO_RESULT("a job, `reportResult: false`"),
        RESULT("a job, `reportResult: true`");

        private final String title;

        Way(String title) {
            this.title = title;
        }
    }

    /** Milliseconds. */
    private record Ended(long duration, long at) implements Serializable {}

    /** Milliseconds of a build. */
    private record Round(double duration, double cpu, double untilRecorded) {}

    @Test
    public void theResultOfABuild() throws Throwable {
        try (DemoCodePipeline aws = TriggeredItems.startEndpoint()) {
            controller.startJenkins();
            controller.runRemotely(TriggeredItems::configure, aws.uri().toString());
            controller.runRemotely((RealJenkinsRule.Step) BuildEndBenchmark::createItems);
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                load.look();
                for (Way way : Way.values()) {
                    Round round = measure(aws, way);
                    if (i >= 0) {
                        rounds.computeIfAbsent(way, key -> new ArrayList<>()).add(round);
                    }
                }
            }
        }
        print();
    }

    private Round measure(DemoCodePipeline aws, Way way) throws Throwable {
        List<Ended> builds = new ArrayList<>();
        List<Double> untilRecorded = new ArrayList<>();
        double cpu = controller.runRemotely(Usage::cpu);
        for (int i = 0; i < BUILDS_OF_ROUND; i++) {
            String id = aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, way.name())).id();
            Ended build = controller.runRemotely(BuildEndBenchmark::build, way);
            builds.add(build);
            if (way == Way.RESULT) {
                aws.await(() -> !aws.jobs().get(id).isOpen());
                long recorded = aws.jobs().get(id).events(JobEvent.Kind.RESULT_RECORDED).get(0).time().toEpochMilli();
                untilRecorded.add((double) recorded - build.at);
            }
        }
        return new Round(
                Median.of(builds, Ended::duration),
                (controller.runRemotely(Usage::cpu) - cpu) / BUILDS_OF_ROUND,
                way == Way.RESULT ? Median.of(untilRecorded, Double::doubleValue) : Double.NaN);
    }

    private static void createItems(JenkinsRule jenkins) throws Exception {
        for (Way way : Way.values()) {
            WorkflowJob item = TriggeredItems.pipeline(way.name());
            if (way != Way.PLAIN) {
                CodePipelineTrigger trigger = TriggeredItems.trigger(way.name());
                trigger.setReportResult(way == Way.RESULT);
                item.addTrigger(trigger);
            }
        }
    }

    private static Ended build(JenkinsRule jenkins, Way way) throws Exception {
        Job<?, ?> item = Jenkins.get().getItemByFullName(way.name(), Job.class);
        int number = item.getNextBuildNumber();
        if (way == Way.PLAIN) {
            ((ParameterizedJob<?, ?>) item).scheduleBuild2(0);
        } else {
            pollNow(item);
        }
        Run<?, ?> run = FirstStep.awaitEnd(item, number);
        while (run.getDuration() == 0) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return new Ended(run.getDuration(), run.getStartTimeInMillis() + run.getDuration());
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void pollNow(Job<?, ?> item) {
        for (Trigger trigger : ((ParameterizedJob<?, ?>) item).getTriggers().values()) {
            trigger.stop();
            trigger.start(item, true);
        }
    }

    private void print() {
        Table table = new Table(
                "A build of one `echo`", "", "duration ms", "CPU ms with its start", "from its end to the recorded result, ms");
        rounds.forEach((way, all) -> table.row(
                way.title,
                Median.of(all, Round::duration),
                Median.of(all, Round::cpu),
                Median.of(all, Round::untilRecorded)));
        load.print();
    }
}
