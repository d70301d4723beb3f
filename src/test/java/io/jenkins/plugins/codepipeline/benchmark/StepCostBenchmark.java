package io.jenkins.plugins.codepipeline.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.bench.sdk.Endpoint;
import io.jenkins.plugins.codepipeline.benchmark.Builds.Cost;
import io.jenkins.plugins.codepipeline.core.client.BusyCodePipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.RealJenkinsRule;

/**
 * Compares builds of 500 steps, one after the other, with builds of as many {@code echo} steps, and with as many steps of
 * Jenkins itself that end later than they begin.
 */
public class StepCostBenchmark {

    private static final int STEPS = 500;
    private static final int WARM_UP = 6;
    private static final int ROUNDS = 15;

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(1800);

    /** What the same number of steps took, milliseconds a step. */
    private record Round(Cost echo, Cost sleep, Cost report, double endpoint) {}

    private final MachineLoad load = new MachineLoad();
    private final List<Round> rounds = new ArrayList<>();

    @Test
    public void fiveHundredSteps() throws Throwable {
        try (BusyCodePipeline aws = new BusyCodePipeline(Duration.ZERO, Integer.MAX_VALUE);
                Endpoint warmUp = new Endpoint()) {
            controller.startJenkins();
            controller.runRemotely(SdkWarmUp::run, warmUp.uri());
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
        Cost echo = run(Builds.ECHO);
        Cost sleep = run(Builds.SLEEP);
        Duration before = aws.ownTime();
        Cost report = run(Builds.REPORT);
        return new Round(echo, sleep, report, aws.ownTime().minus(before).toNanos() / 1e6 / STEPS);
    }

    private Cost run(String step) throws Throwable {
        Cost all = controller.runRemotely(Builds::run, Builds.times(STEPS, step));
        return new Cost(all.time() / STEPS, all.cpu() / STEPS);
    }

    private void print() {
        Table table = new Table(
                STEPS + " steps of a Pipeline", "", "ms a step", "CPU ms a step", "time / `echo`", "CPU / `echo`");
        row(table, "`echo`", Round::echo);
        row(table, "`sleep` for 1 ms", Round::sleep);
        row(table, "`putJobSuccessResult`", Round::report);
        table.row(
                "of it in the endpoint",
                Median.of(rounds, Round::endpoint),
                Double.NaN,
                Median.of(rounds, round -> round.endpoint / round.echo.time()),
                Double.NaN);
        Bound.print(List.of(Bound.atMost(
                1.5,
                "time of " + STEPS + " steps without the endpoint's / of as many `echo`",
                Median.of(rounds, round -> (round.report.time() - round.endpoint) / round.echo.time()))));
        load.print();
    }

    private void row(Table table, String name, Function<Round, Cost> step) {
        table.row(
                name,
                Median.of(rounds, round -> step.apply(round).time()),
                Median.of(rounds, round -> step.apply(round).cpu()),
                Median.of(rounds, round -> step.apply(round).time() / round.echo.time()),
                Median.of(rounds, round -> step.apply(round).cpu() / round.echo.cpu()));
    }
}
