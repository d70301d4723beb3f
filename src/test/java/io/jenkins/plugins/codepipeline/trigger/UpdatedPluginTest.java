package io.jenkins.plugins.codepipeline.trigger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;
import org.jvnet.hudson.test.RealJenkinsRule;
import org.jvnet.hudson.test.SleepBuilder;

/** Jobs that are in progress while the plugin is updated get one build and one result. */
public class UpdatedPluginTest {

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

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
        controller.runRemotely((RealJenkinsRule.Step) remote::configure, (RealJenkinsRule.Step) UpdatedPluginTest::createItems);
        for (Operation operation : List.of(
                Operation.GET_JOB_DETAILS, Operation.PUT_JOB_SUCCESS_RESULT, Operation.PUT_JOB_FAILURE_RESULT)) {
            aws.faults().turnOn(Fault.HANGING_REQUEST, 1000, operation);
        }
        for (String item : List.of("details", "success", "failure", "ended", "running", "queued")) {
            jobs.put(item, aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, item)));
        }
        controller.runRemotely((RealJenkinsRule.Step) jenkins -> KilledController.poll(
                "details", "success", "failure", "ended", "running", "queued"));
        aws.await(() -> aws.exchanges().count(Operation.GET_JOB_DETAILS) > 0
                && aws.exchanges().count(Operation.PUT_JOB_SUCCESS_RESULT) > 1
                && aws.exchanges().count(Operation.PUT_JOB_FAILURE_RESULT) > 0);
        controller.runRemotely((RealJenkinsRule.Step) UpdatedPluginTest::awaitBuilds);
        controller.stopJenkins();

        LaterVersion.install(controller.getHome(), temporary.newFolder("target", "classes"));
        aws.faults().turnOff();
        controller.startJenkins();
        controller.runRemotely((RealJenkinsRule.Step) UpdatedPluginTest::assertUpdated);
        aws.await(() -> jobs.values().stream().noneMatch(job -> aws.jobs().get(job.id()).isOpen()));

        Map<String, ArrayList<String>> builds = controller.runRemotely(
                (RealJenkinsRule.Step2<HashMap<String, ArrayList<String>>>) KilledController::jobsOfBuilds);
        jobs.forEach((item, job) -> {
            assertThat(item, builds.get(item), is(new ArrayList<>(List.of(job.id()))));
            assertThat(item, now(item).events(JobEvent.Kind.RESULT_RECORDED), hasSize(1));
            assertThat(item, now(item).events(JobEvent.Kind.RESULT_REFUSED), hasSize(0));
        });
        for (String item : List.of("details", "success", "ended", "queued")) {
            assertThat(item, now(item).state(), is(JobState.SUCCEEDED));
        }
        assertThat(now("success").success().get().executionDetails().summary(), is("Deployed"));
        assertThat(now("failure").failure().get().failureDetails().message(), is("The smoke test failed"));
        assertThat(now("running").failure().get().failureDetails().message(), startsWith("running #1"));
    }

    private static void createItems(JenkinsRule jenkins) throws Exception {
        KilledController.pipeline(jenkins, "details", "def details = getJobDetails(); echo details.id");
        KilledController.pipeline(
                jenkins, "success", "putJobSuccessResult executionDetails: [summary: 'Deployed', percentComplete: 100]");
        KilledController.pipeline(
                jenkins, "failure", "putJobFailureResult failureDetails: [type: 'JobFailed', message: 'The smoke test failed']");
        KilledController.freestyle(jenkins, "ended", new MockBuilder(Result.SUCCESS));
        KilledController.freestyle(jenkins, "running", new SleepBuilder(600_000));
        KilledController.freestyle(jenkins, "queued", new MockBuilder(Result.SUCCESS)).setAssignedLabel(new LabelAtom("nowhere"));
    }

    private static void awaitBuilds(JenkinsRule jenkins) throws Exception {
        FreeStyleProject queued = jenkins.jenkins.getItemByFullName("queued", FreeStyleProject.class);
        FreeStyleProject running = jenkins.jenkins.getItemByFullName("running", FreeStyleProject.class);
        KilledController.await(() -> queued.isInQueue() && running.getBuildByNumber(1) != null);
        jenkins.waitForMessage("Sleeping", running.getBuildByNumber(1));
    }

    private static void assertUpdated(JenkinsRule jenkins) throws Exception {
        assertThat(jenkins.jenkins.getPluginManager().getPlugin(LaterVersion.PLUGIN).getVersion(), is(LaterVersion.VERSION));
        jenkins.jenkins
                .getPluginManager()
                .uberClassLoader
                .loadClass("io.jenkins.plugins.codepipeline.step.GetJobDetailsStepExecution")
                .getDeclaredField(LaterVersion.FIELD);
        jenkins.jenkins.getItemByFullName("queued", FreeStyleProject.class).setAssignedLabel(null);
    }

    private Job now(String item) {
        return aws.jobs().get(jobs.get(item).id());
    }
}
