package io.jenkins.plugins.codepipeline.trigger;

import hudson.model.FreeStyleBuild;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.result.BuildOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Shows what the ledger costs a job: each of its writes, beside a write of a build's own file. */
public class LedgerBenchmark {

    private static final int WARM_UP = 500;
    private static final int ROUNDS = 500;

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithJobs jobs = new JenkinsWithJobs(JENKINS);

    private final MachineLoad load = new MachineLoad();

    /** Milliseconds, by what was written. */
    private final Map<String, List<Double>> times = new LinkedHashMap<>();

    private interface Write {
        void run() throws Exception;
    }

    @Test
    public void theWritesOfAJob() throws Exception {
        FreeStyleBuild build = JENKINS.buildAndAssertSuccess(JENKINS.createFreeStyleProject());
        BuildOutcome outcome = BuildOutcome.of(build, false);
        JobLedger ledger = JobLedger.get();
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            if (i % 100 == 0) {
                load.look();
            }
            if (i == 0) {
                times.clear();
            }
            Job job = jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "pipeline"));
            LedgerEntry entry = JenkinsWithJobs.polled(job, "pipeline");
            long start = System.nanoTime();
            measure("polled", () -> ledger.add(entry));
            measure("acknowledged", () -> ledger.acknowledge(job.id()));
            ledger.begin(job.id(), 1);
            measure("building", () -> ledger.storeBuild(job.id(), 1));
            measure("result due", () -> ledger.update(job.id(), last -> last.resultDue(outcome)));
            measure("removed", () -> ledger.remove(job.id()));
            add("a job", start);
            measure("`Run.save()` of a build", build::save);
        }
        Table table = new Table("The ledger", "write", "median ms");
        times.forEach((what, all) -> table.row(what, Median.of(all, Double::doubleValue)));
        load.print();
    }

    private void measure(String what, Write write) throws Exception {
        long start = System.nanoTime();
        write.run();
        add(what, start);
    }

    private void add(String what, long start) {
        times.computeIfAbsent(what, key -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
    }
}
