package io.jenkins.plugins.codepipeline.trigger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import hudson.tasks.Shell;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/**
 * Many jobs with all kinds of endings, while calls go wrong and the controller is killed twice: each job gets one result. Not a
 * part of the tests, since it takes many minutes: {@code mvn test -Dtest=TriggerSoak}, with {@code -Dsoak.jobs=2000} for the
 * number of jobs.
 */
public class TriggerSoak {

    private static final int JOBS = Integer.getInteger("soak.jobs", 2000);
    private static final int ITEMS = 10;
    private static final List<String> ENDINGS = List.of("success", "success", "own", "unstable", "failure", "timeout");
    private static final List<Fault> FAULTS = List.of(
            Fault.THROTTLING, Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.INTERNAL_FAILURE, Fault.SERVICE_UNAVAILABLE);

    private static final Set<Operation> ALL_BUT_POLLS = EnumSet.of(
            Operation.ACKNOWLEDGE_JOB,
            Operation.GET_JOB_DETAILS,
            Operation.PUT_JOB_SUCCESS_RESULT,
            Operation.PUT_JOB_FAILURE_RESULT);

    private static final String PIPELINE =
            """
            switch (params.ENDING) {
                case 'own': putJobSuccessResult executionDetails: [summary: 'By itself']; break
                case 'unstable': unstable 'Two tests failed'; break
                case 'failure': error 'It failed'
                case 'timeout': timeout(time: 1, unit: 'SECONDS') { sleep 600 }
            }
            """;

    private static final String SHELL = "case $ENDING in unstable) exit 3;; failure|timeout) exit 1;; esac";

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(0);

    private final Random random = new Random(1);

    @Test
    public void eachJobGetsOneResult() throws Throwable {
        try (DemoCodePipeline aws = JenkinsWithJobs.startEndpoint()) {
            aws.exchanges().keepLast(1000);
            aws.jobs().setDispatchTimeout(Duration.ofSeconds(20));
            long start = System.nanoTime();
            KilledController remote = new KilledController(aws.uri().toString());
            controller.startJenkins();
            controller.runRemotely((RealJenkinsRule.Step) jenkins -> createItems(remote, jenkins));
            for (int i = 0; i < JOBS; i++) {
                aws.jobs().queue(Map.of(
                        ActionTypes.PROJECT_NAME, "item-" + i % ITEMS, "ENDING", ENDINGS.get(random.nextInt(ENDINGS.size()))));
            }
            for (int part = 1; part <= 3; part++) {
                awaitWithFaults(aws, JOBS * part / 3);
                if (part < 3) {
                    controller.stopJenkinsForcibly();
                    controller.startJenkins();
                }
            }
            HashMap<String, ArrayList<String>> builds = controller.runRemotely(
                    (RealJenkinsRule.Step2<HashMap<String, ArrayList<String>>>) KilledController::jobsOfBuilds);
            print(aws, builds, Duration.ofNanos(System.nanoTime() - start));
            for (Job job : aws.jobs().all()) {
                assertThat(job.toString(), job.events(JobEvent.Kind.RESULT_RECORDED).size(), is(1));
                assertThat(job.toString(), job.events(JobEvent.Kind.RESULT_REFUSED).size(), is(0));
            }
        }
    }

    private static void createItems(KilledController remote, JenkinsRule jenkins) throws Exception {
        remote.configure(jenkins);
        for (int i = 0; i < ITEMS; i++) {
            ParametersDefinitionProperty parameters =
                    new ParametersDefinitionProperty(new StringParameterDefinition("ENDING", "success"));
            if (i % 2 == 0) {
                WorkflowJob item = KilledController.pipeline(jenkins, "item-" + i, PIPELINE);
                item.addProperty(parameters);
            } else {
                Shell shell = new Shell(SHELL);
                shell.setUnstableReturn(3);
                FreeStyleProject item = KilledController.freestyle(jenkins, "item-" + i, shell);
                item.setConcurrentBuild(true);
                item.addProperty(parameters);
            }
        }
    }

    /** Lets one call a second go wrong, now and then a poll, after which an item pauses. */
    private void awaitWithFaults(DemoCodePipeline aws, int ended) throws InterruptedException {
        while (aws.jobs().all().stream().filter(job -> !job.isOpen()).count() < ended) {
            if (aws.faults().pending().isEmpty()) {
                Set<Operation> operations =
                        random.nextInt(10) == 0 ? EnumSet.of(Operation.POLL_FOR_JOBS) : ALL_BUT_POLLS;
                aws.faults().turnOn(FAULTS.get(random.nextInt(FAULTS.size())), 1, operations);
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private static void print(DemoCodePipeline aws, Map<String, ArrayList<String>> builds, Duration time) {
        List<String> all = builds.values().stream().flatMap(List::stream).toList();
        Set<String> distinct = new HashSet<>(all);
        System.out.printf(
                "%d jobs in %d s: %d succeeded, %d failed, %d builds of %d jobs, %d results sent again, %d polls, %d acknowledgements%n",
                JOBS,
                time.toSeconds(),
                aws.jobs().in(JobState.SUCCEEDED).size(),
                aws.jobs().in(JobState.FAILED).size(),
                all.size(),
                distinct.size(),
                aws.jobs().all().stream().mapToInt(job -> job.events(JobEvent.Kind.RESULT_REPEATED).size()).sum(),
                aws.exchanges().count(Operation.POLL_FOR_JOBS),
                aws.exchanges().count(Operation.ACKNOWLEDGE_JOB));
    }
}
