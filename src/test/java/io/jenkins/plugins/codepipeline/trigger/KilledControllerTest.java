package io.jenkins.plugins.codepipeline.trigger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;

import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.RealJenkinsRule;

/** A controller that is killed at whatever moment gives each job that it acknowledged one build and one result. */
public class KilledControllerTest {

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule();

    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private DemoCodePipeline aws;

    @Before
    public void startEndpoint() throws Exception {
        aws = JenkinsWithJobs.startEndpoint();
    }

    @After
    public void stopEndpoint() {
        aws.close();
    }

    @Test
    public void eachJobHasOneBuildAndOneResult() throws Throwable {
        KilledController remote = new KilledController(aws.uri().toString());
        controller.startJenkins();
        controller.runRemotely((RealJenkinsRule.Step) remote::createItems);
        queue("surviving-pipeline", "lost-pipeline", "lost-freestyle", "queued-pipeline", "queued-freestyle");
        controller.runRemotely((RealJenkinsRule.Step) KilledController::awaitBuilds);
        aws.faults().turnOn(Fault.HANGING_REQUEST, 1000, Operation.GET_JOB_DETAILS);
        queue("details-pipeline");
        aws.await(() -> aws.exchanges().count(Operation.GET_JOB_DETAILS) > 0);

        aws.faults().turnOn(Fault.HANGING_REQUEST, 2, Operation.ACKNOWLEDGE_JOB);
        int acknowledgements = aws.exchanges().count(Operation.ACKNOWLEDGE_JOB);
        queue("on-ledger-pipeline", "on-ledger-freestyle");
        aws.await(() -> aws.exchanges().count(Operation.ACKNOWLEDGE_JOB) == acknowledgements + 2);
        aws.faults().turnOn(Fault.HANGING_ANSWER, 100, Operation.ACKNOWLEDGE_JOB);
        queue("acknowledged-pipeline", "acknowledged-freestyle");
        aws.await(() -> is(JobState.IN_PROGRESS, "acknowledged-pipeline", "acknowledged-freestyle"));
        aws.faults().turnOn(Fault.HANGING_ANSWER, 100, Operation.POLL_FOR_JOBS);
        queue("polled-pipeline", "polled-freestyle");
        aws.await(() -> is(JobState.DISPATCHED, "polled-pipeline", "polled-freestyle"));
        assertThat(is(JobState.DISPATCHED, "on-ledger-pipeline", "on-ledger-freestyle"), is(true));
        controller.stopJenkinsForcibly();

        aws.faults().turnOff();
        aws.faults().turnOn(Fault.HANGING_REQUEST, 1000, Operation.GET_JOB_DETAILS);
        int before = aws.exchanges().count(Operation.GET_JOB_DETAILS);
        controller.startJenkins();
        aws.await(() -> aws.exchanges().count(Operation.GET_JOB_DETAILS) >= before + 5);
        assertThat(is(JobState.IN_PROGRESS, "on-ledger-pipeline", "on-ledger-freestyle"), is(true));
        controller.stopJenkinsForcibly();

        aws.faults().turnOff();
        aws.jobs().timeOutDispatch(now("polled-pipeline").id());
        aws.jobs().timeOutDispatch(now("polled-freestyle").id());
        controller.startJenkins();
        controller.runRemotely((RealJenkinsRule.Step) KilledController::unblock);
        aws.await(() -> jobs.values().stream().noneMatch(job -> aws.jobs().get(job.id()).isOpen()));

        Map<String, ArrayList<String>> builds = controller.runRemotely(
                (RealJenkinsRule.Step2<java.util.HashMap<String, ArrayList<String>>>) KilledController::jobsOfBuilds);
        jobs.forEach((item, job) -> {
            // Jenkins may not have written a Pipeline that is optimized for performance to the disk at all.
            if (!item.equals("lost-pipeline") || !builds.get(item).isEmpty()) {
                assertThat(item, builds.get(item), is(new ArrayList<>(List.of(job.id()))));
            }
        });
        assertThat(aws.jobs().all(), hasSize(jobs.size()));
        jobs.forEach((item, job) -> {
            assertThat(item, now(item).events(JobEvent.Kind.ACKNOWLEDGED), hasSize(1));
            assertThat(item, now(item).events(JobEvent.Kind.RESULT_RECORDED), hasSize(1));
            assertThat(item, now(item).events(JobEvent.Kind.RESULT_REFUSED), hasSize(0));
        });
        for (String item : jobs.keySet()) {
            if (!item.startsWith("lost")) {
                assertThat(item, now(item).state(), is(JobState.SUCCEEDED));
            }
        }
        assertThat(failure("lost-freestyle"), is("lost-freestyle #1 was lost: the Jenkins controller stopped while the build was running."));
        assertThat(failure("lost-pipeline"), containsString("lost-pipeline #1"));
    }

    private void queue(String... items) throws Throwable {
        for (String item : items) {
            jobs.put(item, aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, item)));
        }
        controller.runRemotely((RealJenkinsRule.Step) jenkins -> KilledController.poll(items));
    }

    private Job now(String item) {
        return aws.jobs().get(jobs.get(item).id());
    }

    private boolean is(JobState state, String... items) {
        return List.of(items).stream().allMatch(item -> now(item).state() == state);
    }

    private static <T> org.hamcrest.Matcher<T> is(T value) {
        return org.hamcrest.Matchers.is(value);
    }

    private String failure(String item) {
        return Optional.of(now(item)).flatMap(Job::failure).orElseThrow().failureDetails().message();
    }
}
