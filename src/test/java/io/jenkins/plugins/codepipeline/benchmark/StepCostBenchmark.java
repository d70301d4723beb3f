package io.jenkins.plugins.codepipeline.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.benchmark.Builds.Cost;
import io.jenkins.plugins.codepipeline.core.client.BusyCodePipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Compares builds of 500 steps, one after the other, with builds of as many {@code echo} steps. */
public class StepCostBenchmark {

    private static final int STEPS = 500;
    private static final int WARM_UP = 6;
    private static final int ROUNDS = 9;

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(1800);

    /** What the same number of steps took, milliseconds a step. */
    private record Round(double echo, double echoCpu, double report, double reportCpu, double endpoint) {}

    private final MachineLoad load = new MachineLoad();
    private final List<Round> rounds = new ArrayList<>();

    @Test
    public void fiveHundredSteps() throws Throwable {
        try (BusyCodePipeline aws = new BusyCodePipeline(Duration.ZERO, Integer.MAX_VALUE)) {
            controller.startJenkins();
            controller.runRemotely(Builds::reportTo, aws.uri());
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                load.look();
                Round round = measure(aws);
                if (i >= 0) {
                    rounds.add(round);
                }
            }
            assertThat(aws.recorded(), is(STEPS * (WARM_UP + ROUNDS)));
        }
        print();
    }

    private Round measure(BusyCodePipeline aws) throws Throwable {
        Cost echo = controller.runRemotely(Builds::run, Builds.times(STEPS, Builds.ECHO));
        Duration before = aws.ownTime();
        Cost report = controller.runRemotely(Builds::run, Builds.times(STEPS, Builds.REPORT));
        double endpoint = aws.ownTime().minus(before).toNanos() / 1e6;
        return new Round(
                echo.time() / STEPS, echo.cpu() / STEPS, report.time() / STEPS, report.cpu() / STEPS, endpoint / STEPS);
    }

    private void print() {
        Table table = new Table(
                STEPS + " steps of a Pipeline", "", "ms a step", "CPU ms a step", "time / `echo`", "CPU / `echo`");
        table.row("`echo`", Median.of(rounds, Round::echo), Median.of(rounds, Round::echoCpu), 1.0, 1.0);
        table.row(
                "`putJobSuccessResult`",
                Median.of(rounds, Round::report),
                Median.of(rounds, Round::reportCpu),
                Median.of(rounds, round -> round.report / round.echo),
                Median.of(rounds, round -> round.reportCpu / round.echoCpu));
        table.row(
                "of it in the endpoint",
                Median.of(rounds, Round::endpoint),
                Double.NaN,
                Median.of(rounds, round -> round.endpoint / round.echo),
                Double.NaN);
        Bound.print(List.of(Bound.atMost(
                1.5,
                "time of " + STEPS + " steps without the endpoint's / of as many `echo`",
                Median.of(rounds, round -> (round.report - round.endpoint) / round.echo))));
        load.print();
    }
}
