package io.jenkins.plugins.codepipeline.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.sun.management.UnixOperatingSystemMXBean;
import io.jenkins.plugins.codepipeline.bench.figures.SdkClasses;
import io.jenkins.plugins.codepipeline.core.client.BusyCodePipeline;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Shows what a controller takes before, with and after the first result is reported, and as builds report on. */
public class FootprintBenchmark {

    private static final int BRANCHES = 8;
    private static final int STEPS_OF_BRANCH = 125;

    /** Longer than the five minutes for which Jenkins keeps what has left its queue, and a Pipeline its timers. */
    private static final Duration KEPT = Duration.ofSeconds(305);

    /** Without soft references to old builds, which Jenkins keeps for as long as there is room. */
    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule()
            .withTimeout(1800)
            .javaOptions("-XX:SoftRefLRUPolicyMSPerMB=0");

    /** Of the whole controller, behind a full collection. */
    private record Taken(int classes, int sdkClasses, long heap, int threads, long files) implements Serializable {}

    @Test
    public void tenThousandSteps() throws Throwable {
        try (BusyCodePipeline aws = new BusyCodePipeline(Duration.ZERO, Integer.MAX_VALUE)) {
            controller.startJenkins();
            controller.runRemotely(Builds::reportTo, aws.uri());
            runOften(20, Builds.ECHO);
            System.out.printf("%n| steps before | classes | of the SDK | heap KiB | threads | open files |%n");
            print(0);
            double first = controller.runRemotely(Builds::run, Builds.REPORT).time();
            print(1);
            double second = controller.runRemotely(Builds::run, Builds.REPORT).time();
            String thousand = Builds.parallel(BRANCHES, Builds.times(STEPS_OF_BRANCH, Builds.REPORT));
            runOften(1, thousand);
            forgetBuilds();
            print(1_000);
            runOften(9, thousand);
            forgetBuilds();
            print(10_000);
            System.out.printf("A build with the first step %.0f ms, with the second %.0f ms%n", first, second);
            assertThat(aws.recorded(), is(10_002));
        }
    }

    private void runOften(int builds, String script) throws Throwable {
        for (int i = 0; i < builds; i++) {
            controller.runRemotely(Builds::run, script);
        }
    }

    /** What the queue has kept too long goes when others leave it. */
    private void forgetBuilds() throws Throwable {
        Thread.sleep(KEPT.toMillis());
        runOften(20, Builds.ECHO);
    }

    private void print(int before) throws Throwable {
        Taken taken = controller.runRemotely(FootprintBenchmark::taken);
        System.out.printf(
                "| %,d | %,d | %,d | %,d | %d | %d |%n",
                before, taken.classes, taken.sdkClasses, taken.heap >> 10, taken.threads, taken.files);
    }

    private static Taken taken(JenkinsRule jenkins) throws Exception {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new Taken(
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                SdkClasses.loaded(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                        ? unix.getOpenFileDescriptorCount()
                        : -1);
    }
}
