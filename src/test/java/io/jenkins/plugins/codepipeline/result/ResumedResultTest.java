package io.jenkins.plugins.codepipeline.result;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.model.Result;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** A step that is resumed, although its outcome was stored: the controller was killed before the Pipeline had stored it, too. */
public class ResumedResultTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();

    @Before
    public void setUp() throws Exception {
        jenkins.setDefaults();
    }

    @Test
    public void aResultThatIsRecordedIsNotSentAgain() throws Exception {
        WorkflowRun run = jenkins.run(Result.SUCCESS, JenkinsWithAws.call(JobResultOperation.SUCCESS));

        resume(run, onlyResultOf(run).getStepId()).await();

        assertThat(jenkins.aws.requests(), hasSize(1));
        assertThat(
                log.toString(StandardCharsets.UTF_8),
                containsString("AWS CodePipeline recorded the result before the controller restarted (request ID "
                        + FakeCodePipeline.REQUEST_ID + ")."));
        assertThat(onlyResultOf(run).getState(), is(JobResultState.RECORDED));
    }

    @Test
    public void aResultThatFailedFailsAgainWithTheSameText() throws Exception {
        jenkins.aws.refuses(400, "AccessDeniedException", "not for you");
        WorkflowRun run = jenkins.run(Result.FAILURE, JenkinsWithAws.call(JobResultOperation.SUCCESS));

        AbortException failure = assertThrows(
                AbortException.class, () -> resume(run, onlyResultOf(run).getStepId()).await());

        assertThat(failure.getMessage(), is(onlyResultOf(run).getFailure()));
        assertThat(jenkins.aws.requests(), hasSize(1));
    }

    @Test
    public void anotherStepForTheSameJobIsSent() throws Exception {
        WorkflowRun run = jenkins.run(Result.SUCCESS, JenkinsWithAws.call(JobResultOperation.SUCCESS));

        resume(run, "another").await();

        assertThat(jenkins.aws.requests(), hasSize(2));
    }

    private JobResultTask resume(WorkflowRun run, String stepId) {
        JobResultArguments arguments = new JobResultArguments(
                JobResultOperation.SUCCESS, Map.of("jobId", JenkinsWithAws.JOB_ID), null, null, null, null, List.of());
        BuildContext context = new BuildContext(
                run, stepId, new EnvVars(), Set.of(), new StreamTaskListener(log, StandardCharsets.UTF_8));
        return JobResultPublisher.get().begin(arguments, () -> context, true);
    }

    private static JobResultRecord onlyResultOf(WorkflowRun run) {
        List<JobResultRecord> results = run.getAction(JobResultsAction.class).getResults();
        assertThat(results, hasSize(1));
        return results.get(0);
    }
}
