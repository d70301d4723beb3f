package io.jenkins.plugins.codepipeline.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Compares the start of a controller with 10,000 jobs on its ledger with one that has none. AWS cannot be reached meanwhile. */
public class ControllerStartBenchmark {

    private static final int ROUNDS = 3;

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(1800);

    private final MachineLoad load = new MachineLoad();

    /** Seconds. */
    private record Round(double without, double with) {}

    @Test
    public void aFullLedger() throws Throwable {
        controller.startJenkins();
        OpenJobs jobs = new OpenJobs(controller);
        jobs.make();
        List<Round> rounds = new ArrayList<>();
        Path elsewhere = jobs.folder().resolveSibling("elsewhere");
        for (int i = 0; i < ROUNDS; i++) {
            Files.move(jobs.folder(), elsewhere);
            double without = start();
            Files.deleteIfExists(jobs.folder());
            Files.move(elsewhere, jobs.folder());
            double with = start();
            assertThat(jobs.count(), is((long) OpenJobs.COUNT));
            rounds.add(new Round(without, with));
        }
        double without = Median.of(rounds, Round::without);
        double with = Median.of(rounds, Round::with);
        Table table = new Table("Start of the controller", "open jobs", "s");
        table.row("0", without);
        table.row(String.format("%,d", OpenJobs.COUNT), with);
        Bound.print(List.of(Bound.atMost(
                2, "seconds that 10,000 open jobs add", Median.of(rounds, round -> round.with - round.without))));
        load.print();
    }

    private double start() throws Throwable {
        load.look();
        long start = System.nanoTime();
        controller.startJenkins();
        double seconds = (System.nanoTime() - start) / 1e9;
        controller.stopJenkinsForcibly();
        return seconds;
    }
}
