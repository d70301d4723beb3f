package io.jenkins.plugins.codepipeline.step;

import com.sun.management.OperatingSystemMXBean;
import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.client.BusyCodePipeline;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Measures what a step costs the controller beside the cheapest step there is; not a test, see docs/performance.md. */
public class PipelineCost {

    private static final int STEPS = 500;
    private static final int ROUNDS = 5;

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    private record Cost(double wall, double cpu) {}

    @Test
    public void fiveHundredSteps() throws Exception {
        jenkins.setDefaults();
        try (BusyCodePipeline aws = new BusyCodePipeline(Duration.ZERO, Integer.MAX_VALUE)) {
            CodePipelineConfiguration.get().setEndpoint(aws.uri().toString());
            String report = "putJobSuccessResult jobId: '" + JenkinsWithAws.JOB_ID + "', executionDetails: [summary: 'x']";
            Cost[] echos = new Cost[ROUNDS];
            Cost[] reports = new Cost[ROUNDS];
            for (int round = -1; round < ROUNDS; round++) { // the first only warms up
                Cost echo = cost("echo 'x'");
                Cost call = cost(report);
                if (round >= 0) {
                    echos[round] = echo;
                    reports[round] = call;
                }
            }
            print("echo", echos, echos);
            print("putJobSuccessResult", reports, echos);
        }
    }

    private Cost cost(String step) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long wall = jenkins.run(Result.SUCCESS, "for (int i = 0; i < " + STEPS + "; i++) { " + step + " }").getDuration();
        return new Cost((double) wall / STEPS, (system.getProcessCpuTime() - cpu) / 1e6 / STEPS);
    }

    private static void print(String step, Cost[] costs, Cost[] echos) {
        double wall = median(costs, true);
        double cpu = median(costs, false);
        System.out.printf(
                "| %d × %s | %.1f ms | %.1f ms | %.2f | %.2f |%n",
                STEPS, step, wall, cpu, wall / median(echos, true), cpu / median(echos, false));
    }

    private static double median(Cost[] costs, boolean isWall) {
        return Arrays.stream(costs).mapToDouble(isWall ? Cost::wall : Cost::cpu).sorted().toArray()[ROUNDS / 2];
    }
}
