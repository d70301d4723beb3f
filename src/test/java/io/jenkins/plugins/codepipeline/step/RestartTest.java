package io.jenkins.plugins.codepipeline.step;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import io.jenkins.plugins.codepipeline.report.ReportedResult;
import io.jenkins.plugins.codepipeline.report.ReportedResults;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** A step that is under way while the controller restarts is kept with all that it was given, and sends again. */
public class RestartTest {

    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Rule
    public final FakeCodePipeline aws = new FakeCodePipeline();

    @Test
    public void theStepGoesOnAfterARestart() throws Throwable {
        aws.answers(aResponse().withStatus(200).withFixedDelay(12_000));
        sessions.then(jenkins -> {
            new JenkinsWithAws(jenkins).addCredentials("worker", "AKIDWORKER");
            CodePipelineConfiguration.get().setEndpoint(aws.uri().toString());
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
            job.setDefinition(new CpsFlowDefinition(
                    """
                    putJobSuccessResult(
                        jobId: '11111111-abcd-1111-abcd-111111abcdef', credentialsId: 'worker', region: 'eu-west-1',
                        currentRevision: [revision: 'r', changeIdentifier: 'c', created: new Date(1767323045000L)],
                        executionDetails: 'summary="Built, tested"', outputVariables: [count: 7, share: 1.5, flag: true])
                    """,
                    true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("Reporting the success", run);
            awaitRequests(1);
        });

        aws.answers(aResponse().withStatus(200));
        int before = aws.requests().size();
        sessions.then(jenkins -> {
            WorkflowRun run = jenkins.jenkins.getItemByFullName("job", WorkflowJob.class).getBuildByNumber(1);
            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("AWS CodePipeline recorded the result", run);
            List<ReportedResult> results = run.getAction(ReportedResults.class).getResults();
            assertThat(results.stream().map(ReportedResult::isRecorded).toList(), is(List.of(true)));
        });

        List<String> bodies = aws.bodies();
        assertThat(bodies.size(), greaterThan(before));
        assertThat(bodies.get(bodies.size() - 1), is(bodies.get(0)));
        assertThat(bodies.get(0), containsString("\"created\":1767323045"));
    }

    private void awaitRequests(int count) throws InterruptedException {
        while (aws.requests().size() < count) {
            Thread.sleep(50);
        }
    }
}
