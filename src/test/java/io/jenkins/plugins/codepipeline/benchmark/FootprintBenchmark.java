package io.jenkins.plugins.codepipeline.benchmark;

import com.sun.management.UnixOperatingSystemMXBean;
import io.jenkins.plugins.codepipeline.core.client.BusyCodePipeline;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.ObjectName;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Shows what a controller takes before, with and after the first result is reported, and as builds report on. */
public class FootprintBenchmark {

    private static final int BRANCHES = 8;
    private static final int STEPS_OF_BRANCH = 125;

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule();

    /** Of the whole controller, behind a full collection. */
    private record Taken(int classes, long sdkClasses, long heap, int threads, long files) implements Serializable {}

    @Test
    public void tenThousandSteps() throws Throwable {
        System.out.printf("%n|  | steps before | classes | of the SDK | heap KiB | threads | open files |%n");
        measure(Builds.ECHO);
        measure(Builds.REPORT);
    }

    private void measure(String step) throws Throwable {
        String name = step.split(" ")[0];
        try (BusyCodePipeline aws = new BusyCodePipeline(Duration.ZERO, Integer.MAX_VALUE)) {
            controller.startJenkins();
            controller.runRemotely(Builds::reportTo, aws.uri());
            for (int i = 0; i < 5; i++) {
                controller.runRemotely(Builds::run, Builds.ECHO);
            }
            print(name, 0);
            double first = controller.runRemotely(Builds::run, step).time();
            print(name, 1);
            double second = controller.runRemotely(Builds::run, step).time();
            String thousand = Builds.parallel(BRANCHES, Builds.times(STEPS_OF_BRANCH, step));
            for (int i = 1; i <= 10; i++) {
                controller.runRemotely(Builds::run, thousand);
                if (i == 1 || i == 10) {
                    print(name, i * 1000);
                }
            }
            System.out.printf("A build with the first `%s` %.0f ms, with the second %.0f ms%n", name, first, second);
            controller.stopJenkins();
        }
    }

    private void print(String name, int before) throws Throwable {
        Taken taken = controller.runRemotely(FootprintBenchmark::taken);
        System.out.printf(
                "| `%s` | %,d | %,d | %,d | %,d | %d | %d |%n",
                name,
                before,
                taken.classes,
                taken.sdkClasses,
                taken.heap >> 10,
                taken.threads,
                taken.files);
    }

    private static Taken taken(JenkinsRule jenkins) throws Exception {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return new Taken(
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                loadedSdkClasses(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                        ? unix.getOpenFileDescriptorCount()
                        : -1);
    }

    private static long loadedSdkClasses() throws Exception {
        String all = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmClassHierarchy",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return all.lines().filter(line -> line.contains("software.amazon.awssdk.")).count();
    }
}
