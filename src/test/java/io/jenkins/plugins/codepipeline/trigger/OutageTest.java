package io.jenkins.plugins.codepipeline.trigger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import hudson.ExtensionList;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/**
 * AWS CodePipeline cannot be reached for longer than the attempts of a call go on, which is two minutes, and the controller is
 * restarted meanwhile. That there is a further pause after each failure is in {@link PollTest}.
 */
public class OutageTest {

    private static final String ITEM = "pipeline";

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule();

    private DemoCodePipeline aws;
    private Relay relay;

    @Before
    public void startEndpoint() throws Exception {
        aws = JenkinsWithJobs.startEndpoint();
        relay = new Relay(aws.uri());
    }

    @After
    public void stopEndpoint() throws Exception {
        relay.close();
        aws.close();
    }

    @Test
    public void aResultIsRecordedOnceTheEndpointIsBack() throws Throwable {
        KilledController remote = new KilledController(relay.uri().toString());
        controller.startJenkins();
        controller.runRemotely((RealJenkinsRule.Step) remote::configure, (RealJenkinsRule.Step)
                jenkins -> KilledController.pipeline(jenkins, ITEM, "echo 'waiting'; sleep 600"));
        Job job = aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, ITEM));
        controller.runRemotely((RealJenkinsRule.Step) jenkins -> KilledController.poll(ITEM), (RealJenkinsRule.Step) OutageTest::awaitBuild);

        relay.close();
        controller.runRemotely((RealJenkinsRule.Step) OutageTest::endBuild);
        controller.stopJenkins();
        controller.startJenkins();
        controller.runRemotely((RealJenkinsRule.Step) OutageTest::assertNotForgotten);
        assertThat(aws.jobs().get(job.id()).isOpen(), is(true));

        relay.open();
        aws.await(() -> !aws.jobs().get(job.id()).isOpen());
        controller.runRemotely((RealJenkinsRule.Step) jenkins -> KilledController.await(() -> jobsInProgress().isEmpty()));
        Job ended = aws.jobs().get(job.id());
        assertThat(ended.failure().get().failureDetails().message(), startsWith("pipeline #1: ABORTED"));
        assertThat(ended.events(JobEvent.Kind.RESULT_RECORDED), hasSize(1));
        assertThat(ended.events(JobEvent.Kind.RESULT_REFUSED), hasSize(0));
    }

    private static List<JobInProgress> jobsInProgress() {
        return ExtensionList.lookupSingleton(CodePipelineJobsLink.class).getJobs();
    }

    private static WorkflowRun build(JenkinsRule jenkins) {
        return jenkins.jenkins.getItemByFullName(ITEM, WorkflowJob.class).getBuildByNumber(1);
    }

    private static void awaitBuild(JenkinsRule jenkins) throws Exception {
        KilledController.await(() -> build(jenkins) != null);
        jenkins.waitForMessage("waiting", build(jenkins));
    }

    /** Ends the build, and waits until its result could not be sent. */
    private static void endBuild(JenkinsRule jenkins) throws Exception {
        build(jenkins).doStop();
        KilledController.await(() -> jobsInProgress().get(0).isFailing());
        assertThat(jobsInProgress().get(0).getLastEvent(), startsWith("Could not connect to http://127.0.0.1:"));
        jenkins.waitForCompletion(build(jenkins));
    }

    private static void assertNotForgotten(JenkinsRule jenkins) {
        assertThat(jobsInProgress(), hasSize(1));
        assertThat(jobsInProgress().get(0).getState(), is("RESULT_DUE"));
    }
}
