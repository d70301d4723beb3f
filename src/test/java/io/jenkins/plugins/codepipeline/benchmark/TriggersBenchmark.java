package io.jenkins.plugins.codepipeline.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.lessThan;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.trigger.CodePipelineTrigger;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import jenkins.model.Jenkins;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Shows what triggers cost that find no job: one, a thousand whose polls are equal, and a thousand with a hundred polls. */
public class TriggersBenchmark {

    private static final int ITEMS = 1_000;
    private static final int POLL_INTERVAL = 5;
    private static final Duration WATCHED = Duration.ofMinutes(1);

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(1800);

    /** Of the whole controller, behind a full collection. */
    private record Taken(long heap, int threads, long cpuNanos) implements Serializable {}

    @Test
    public void triggersThatFindNoJob() throws Throwable {
        try (DemoCodePipeline aws = DemoCodePipeline.start()) {
            controller.startJenkins();
            controller.runRemotely(TriggersBenchmark::configure, aws.uri().toString());
            System.out.printf("%n| items with a trigger | distinct polls | polls a minute | threads | heap KiB | CPU ms a minute |%n");
            watch(aws, 0, 0);
            controller.runRemotely((RealJenkinsRule.Step) jenkins -> setTriggers(1, 1));
            long one = watch(aws, 1, 1);
            controller.runRemotely((RealJenkinsRule.Step) jenkins -> setTriggers(ITEMS, 1));
            long equal = watch(aws, ITEMS, 1);
            controller.runRemotely((RealJenkinsRule.Step) jenkins -> setTriggers(ITEMS, 100));
            watch(aws, ITEMS, 100);
            assertThat("equal polls are one poll", equal, lessThan(2 * one));
        }
    }

    private long watch(DemoCodePipeline aws, int items, int polls) throws Throwable {
        Taken before = controller.runRemotely(TriggersBenchmark::taken);
        long polled = aws.exchanges().count(Operation.POLL_FOR_JOBS);
        Instant start = Instant.now();
        Thread.sleep(WATCHED.toMillis());
        double minutes = Duration.between(start, Instant.now()).toMillis() / 60_000.0;
        long made = aws.exchanges().count(Operation.POLL_FOR_JOBS) - polled;
        Taken after = controller.runRemotely(TriggersBenchmark::taken);
        System.out.printf(
                "| %,d | %d | %.0f | %d | %,d | %,.0f |%n",
                items, polls, made / minutes, after.threads, after.heap >> 10, (after.cpuNanos - before.cpuNanos) / 1e6 / minutes);
        return made;
    }

    private static void configure(JenkinsRule jenkins, String endpoint) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new AWSCredentialsImpl(CredentialsScope.GLOBAL, "worker", "AKIDWORKER", "AKIDWORKERSecret", ""));
        CodePipelineConfiguration.get().setEndpoint(endpoint);
        CodePipelineConfiguration.get().setRegion("eu-west-1");
        CodePipelineConfiguration.get().setCredentialsId("worker");
        for (int i = 0; i < ITEMS; i++) {
            jenkins.createFreeStyleProject("item" + i);
        }
    }

    private static void setTriggers(int items, int polls) throws Exception {
        Jenkins jenkins = Jenkins.get();
        for (int i = 0; i < items; i++) {
            FreeStyleProject item = jenkins.getItemByFullName("item" + i, FreeStyleProject.class);
            CodePipelineTrigger old = item.getTrigger(CodePipelineTrigger.class);
            if (old != null) {
                old.stop();
            }
            CodePipelineTrigger trigger = new CodePipelineTrigger("Deploy", "Jenkins", "1");
            trigger.setQueryParam("ProjectName=project" + i % polls);
            trigger.setPollInterval(POLL_INTERVAL);
            item.addTrigger(trigger);
            trigger.start(item, true);
        }
    }

    private static Taken taken(JenkinsRule jenkins) {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new Taken(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime());
    }
}
