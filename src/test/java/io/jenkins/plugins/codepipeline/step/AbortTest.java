package io.jenkins.plugins.codepipeline.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assert.assertTrue;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.google.common.util.concurrent.Uninterruptibles;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.client.FaultyServer;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.freestyle.JobResultBuilder;
import io.jenkins.plugins.codepipeline.result.JobResultRecord;
import io.jenkins.plugins.codepipeline.result.JobResultState;
import io.jenkins.plugins.codepipeline.result.JobResultsAction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestNotifier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Whoever ends a build, the step ends at once, closes its connection, and says what is known. */
@RunWith(Parameterized.class)
public class AbortTest {

    private static final String SENT = "The build was stopped before AWS CodePipeline answered, so the result may or may not have been recorded.";
    private static final String NOT_SENT = "The build was stopped before the result was sent to AWS CodePipeline.";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Rule
    public final FaultyServer server = new FaultyServer();

    @Parameter
    public JobResultOperation operation;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Parameters(name = "{0}")
    public static JobResultOperation[] operations() {
        return JobResultOperation.values();
    }

    @Before
    public void hang() throws Exception {
        jenkins.setDefaults();
        CodePipelineConfiguration.get().setEndpoint(server.uri("http").toString());
        server.behave(FaultyServer.hangs(asked::countDown, closed::countDown));
    }

    @Test
    public void anAbortedBuildEndsWithinASecond() throws Exception {
        WorkflowRun run = start(JenkinsWithAws.call(operation));
        assertTrue(asked.await(30, TimeUnit.SECONDS));

        long start = System.nanoTime();
        run.doStop();
        while (!JenkinsRule.getLog(run).contains(SENT)) {
            Thread.sleep(5);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start), lessThan(Duration.ofSeconds(1)));

        assertStopped(run, SENT);
        assertThat(result(run).getState(), is(JobResultState.UNKNOWN));
    }

    @Test
    public void aTimeoutEndsTheStepAndTheScriptGoesOn() throws Exception {
        WorkflowRun run = start(
                """
                catchError(buildResult: 'ABORTED') {
                    timeout(time: 10, unit: 'SECONDS') { %s }
                }
                echo 'goes on'
                """
                        .formatted(JenkinsWithAws.call(operation)));

        assertStopped(run, SENT);
        JENKINS.assertLogContains("goes on", run);
    }

    @Test
    public void aFreestyleBuildEndsTheSame() throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        JobResultStep result = result();
        job.getBuildersList().add(new JobResultBuilder(result));
        FreeStyleBuild run = job.scheduleBuild2(0).waitForStart();
        assertTrue(asked.await(30, TimeUnit.SECONDS));

        run.doStop();

        assertStopped(run, SENT);
    }

    @Test
    public void aBuildThatIsStoppedBeforeAConnectionIsMadeSaysThatNothingWasSent() throws Exception {
        server.stop();
        WorkflowRun run = start(JenkinsWithAws.call(operation));
        JENKINS.waitForMessage("Attempt 3 failed. The next one follows in", run);

        run.doStop();

        assertLogged(run, NOT_SENT);
        assertThat(result(run).getState(), is(JobResultState.FAILED));
    }

    /** As from an STS that hangs: nothing can break that off. */
    public static final class SlowCredentials extends AWSCredentialsImpl {

        private static final long serialVersionUID = 1L;
        private static volatile CountDownLatch asked;
        private static volatile CountDownLatch come;

        SlowCredentials() {
            super(CredentialsScope.GLOBAL, "slow", "AKIDSLOW", "AKIDSLOWSecret", "of a test");
        }

        @Override
        public AwsCredentials resolveCredentials() {
            asked.countDown();
            Uninterruptibles.awaitUninterruptibly(come);
            return super.resolveCredentials();
        }
    }

    @Test
    public void aStepThatIsStoppedBeforeItsCredentialsComeSaysNothingMoreWhenTheyCome() throws Exception {
        SlowCredentials.asked = new CountDownLatch(1);
        SlowCredentials.come = new CountDownLatch(1);
        SystemCredentialsProvider.getInstance().getCredentials().add(new SlowCredentials());
        JobResultStep result = result();
        result.setCredentialsId("slow");
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        job.getBuildersList().add(new JobResultBuilder(result));
        job.getPublishersList().add(new TestNotifier() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws InterruptedException {
                SlowCredentials.come.countDown();
                while (threadsIn("JobResultTask", "send") > 0) {
                    Thread.sleep(10);
                }
                return true;
            }
        });
        FreeStyleBuild run = job.scheduleBuild2(0).waitForStart();
        assertTrue(SlowCredentials.asked.await(30, TimeUnit.SECONDS));

        run.doStop();

        assertLogged(run, NOT_SENT);
        JENKINS.assertLogNotContains("Sending " + operation.apiName(), run);
        assertThat(server.requests(), hasSize(0));
    }

    private JobResultStep result() {
        if (operation == JobResultOperation.SUCCESS) {
            PutJobSuccessResultStep success = new PutJobSuccessResultStep();
            success.setJobId(JenkinsWithAws.JOB_ID);
            return success;
        }
        PutJobFailureResultStep failure = new PutJobFailureResultStep();
        failure.setJobId(JenkinsWithAws.JOB_ID);
        failure.setFailureDetails(new FailureDetails("JobFailed", "The smoke test failed"));
        return failure;
    }

    private WorkflowRun start(String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private void assertStopped(Run<?, ?> run, String text) throws Exception {
        assertLogged(run, text);
        assertTrue(closed.await(5, TimeUnit.SECONDS));
        assertThat(server.requests(), hasSize(1));
    }

    private void assertLogged(Run<?, ?> run, String text) throws Exception {
        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(run));
        JENKINS.assertLogContains(text, run);
        assertThat(result(run).getFailure(), containsString(text));
        while (threadsIn("ApiCall", "call") > 0) {
            Thread.sleep(10);
        }
    }

    private static JobResultRecord result(Run<?, ?> run) {
        List<JobResultRecord> results = run.getAction(JobResultsAction.class).getResults();
        assertThat(results, hasSize(1));
        return results.get(0);
    }

    private static long threadsIn(String type, String method) {
        return Thread.getAllStackTraces().values().stream()
                .filter(frames -> Stream.of(frames)
                        .anyMatch(frame -> frame.getClassName().endsWith('.' + type) && frame.getMethodName().equals(method)))
                .count();
    }
}
