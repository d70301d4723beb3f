package io.jenkins.plugins.codepipeline.benchmark;

import hudson.model.FreeStyleProject;
import hudson.triggers.TimerTrigger;
import hudson.triggers.Trigger;
import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.trigger.CodePipelineTrigger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Shows what triggers cost that find no job: one, a thousand whose polls are equal, and a thousand with a hundred polls. */
public class TriggersBenchmark {

    private static final int ITEMS = 1_000;
    private static final Duration WATCHED = Duration.ofMinutes(1);

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(1800);

    private final MachineLoad load = new MachineLoad();

    private record Watched(double polls, Usage usage, double cpu) {}

    @Test
    public void triggersThatFindNoJob() throws Throwable {
        try (DemoCodePipeline aws = TriggeredItems.startEndpoint()) {
            controller.startJenkins();
            controller.runRemotely(TriggeredItems::configure, aws.uri().toString());
            controller.runRemotely((RealJenkinsRule.Step) TriggersBenchmark::createItems);
            Table table = new Table(
                    "Triggers of 1,000 items, polls every 5 s",
                    "items with a trigger",
                    "distinct polls",
                    "polls a minute",
                    "threads",
                    "of the plugin",
                    "heap KiB",
                    "CPU ms a minute");
            Watched none = watch(aws, table, "none", 0);
            controller.runRemotely((RealJenkinsRule.Step) jenkins -> setCron());
            Watched cron = watch(aws, table, "1,000 with Jenkins' own `cron`", 0);
            controller.runRemotely((RealJenkinsRule.Step) jenkins -> setTriggers(1, 1));
            Watched one = watch(aws, table, "1", 1);
            controller.runRemotely((RealJenkinsRule.Step) jenkins -> setTriggers(ITEMS, 1));
            Watched equal = watch(aws, table, "1,000", 1);
            controller.runRemotely((RealJenkinsRule.Step) jenkins -> setTriggers(ITEMS, 100));
            watch(aws, table, "1,000", 100);
            Bound.print(List.of(
                    Bound.atMost(1.2, "polls of 1,000 items with equal polls / of one, with the jitter of both", equal.polls / one.polls),
                    Bound.atMost(0, "threads for 1,000 items with equal polls more than for one",
                            equal.usage.pluginThreads() - one.usage.pluginThreads()),
                    Bound.atMost(10, "heap of an idle trigger, KiB", heapOfEach(equal, one))));
            System.out.printf("%nA `cron` trigger takes %.1f KiB of heap.%n", heapOfEach(cron, none));
            load.print();
        }
    }

    /** Without what the first poll takes for all. */
    private static double heapOfEach(Watched thousand, Watched fewer) {
        return (thousand.usage.heap() - fewer.usage.heap()) / 1024.0 / ITEMS;
    }

    private Watched watch(DemoCodePipeline aws, Table table, String items, int distinct) throws Throwable {
        load.look();
        if (distinct > 0) {
            int before = aws.exchanges().count(Operation.POLL_FOR_JOBS);
            aws.await(() -> aws.exchanges().count(Operation.POLL_FOR_JOBS) > before + distinct); // Of which the first costs more.
        }
        double cpu = controller.runRemotely(Usage::cpu);
        int polled = aws.exchanges().count(Operation.POLL_FOR_JOBS);
        Instant start = Instant.now();
        TimeUnit.MILLISECONDS.sleep(WATCHED.toMillis());
        double minutes = Duration.between(start, Instant.now()).toMillis() / 60_000.0;
        int polls = aws.exchanges().count(Operation.POLL_FOR_JOBS) - polled;
        double used = controller.runRemotely(Usage::cpu) - cpu;
        Watched watched = new Watched(polls / minutes, controller.runRemotely(Usage::of), used / minutes);
        table.row(
                items,
                distinct,
                watched.polls,
                watched.usage.threads(),
                watched.usage.pluginThreads(),
                watched.usage.heap() >> 10,
                watched.cpu);
        return watched;
    }

    private static void createItems(JenkinsRule jenkins) throws Exception {
        for (int i = 0; i < ITEMS; i++) {
            jenkins.createFreeStyleProject("item" + i);
        }
    }

    private static void setCron() throws Exception {
        for (int i = 0; i < ITEMS; i++) {
            FreeStyleProject item = item(i);
            TimerTrigger trigger = new TimerTrigger("0 0 1 1 *");
            item.addTrigger(trigger);
            trigger.start(item, true);
        }
    }

    private static void setTriggers(int items, int polls) throws Exception {
        for (int i = 0; i < ITEMS; i++) {
            for (Trigger<?> old : item(i).getTriggers().values()) {
                old.stop();
                item(i).removeTrigger(old.getDescriptor());
            }
        }
        for (int i = 0; i < items; i++) {
            CodePipelineTrigger trigger = TriggeredItems.trigger("project" + i % polls);
            TriggeredItems.start(item(i), trigger);
        }
    }

    private static FreeStyleProject item(int number) {
        return Jenkins.get().getItemByFullName("item" + number, FreeStyleProject.class);
    }
}
