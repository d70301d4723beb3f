package io.jenkins.plugins.codepipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import io.jenkins.plugins.codepipeline.result.JobResultRecord;
import io.jenkins.plugins.codepipeline.result.JobResultState;
import io.jenkins.plugins.codepipeline.result.JobResultsAction;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.HudsonHomeLoader;
import org.jvnet.hudson.test.JenkinsRule;

/** What an earlier version of the plugin stored is read by this one, and goes on. */
public class StoredStateTest {

    private static final Path STORED = Path.of("src", "test", "resources", "stored-state");

    private final FakeCodePipeline aws = new FakeCodePipeline();

    private final JenkinsRule jenkins = new JenkinsRule() {
        @Override
        public void before() throws Throwable {
            aws.answersInTurn(
                    StoredState.DETAILS,
                    okJson("{\"jobDetails\": {\"id\": \"" + StoredState.DETAILS
                            + "\", \"data\": {\"pipelineContext\": {\"stage\": {\"name\": \"Prod\"}}}}}"));
            with(StoredStateTest.this::home);
            super.before();
        }
    };

    @Rule
    public final RuleChain rules = RuleChain.outerRule(aws).around(jenkins);

    private File home() throws Exception {
        File home = new HudsonHomeLoader.CopyExisting(STORED.resolve("before-first-release").toFile()).allocate();
        Path configuration = home.toPath().resolve(StoredState.CONFIGURATION);
        Files.writeString(
                configuration, Files.readString(configuration).replace(StoredState.ENDPOINT, aws.uri().toString()));
        return home;
    }

    @Before
    public void setUp() {
        System.setProperty("aws.accessKeyId", "AKIDWORKER");
        System.setProperty("aws.secretAccessKey", "AKIDWORKERSecret");
    }

    @After
    public void tearDown() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    public void aBuildThatWasUnderWayGoesOn() throws Exception {
        WorkflowRun run = jenkins.assertBuildStatus(Result.SUCCESS, endOfBuildUnderWay());

        jenkins.assertLogContains("Stage Prod", run);
        assertSent(
                StoredState.SUCCESS,
                """
                {"jobId": "33333333-0000-0000-0000-000000000000",
                 "currentRevision": {"revision": "r1", "changeIdentifier": "c1", "created": 1767323045},
                 "executionDetails": {"summary": "Built, tested", "percentComplete": 100},
                 "outputVariables": {"count": "7", "share": "1.5", "flag": "true"}}
                """);
        assertSent(
                StoredState.FAILURE,
                """
                {"jobId": "44444444-0000-0000-0000-000000000000",
                 "failureDetails": {"type": "JobFailed", "message": "No. 1"}}
                """);
        assertThat(aws.requests(), hasSize(3));

        List<JobResultRecord> results = run.getAction(JobResultsAction.class).getResults();
        assertThat(
                results.stream().map(JobResultRecord::getState).toList(),
                is(List.of(
                        JobResultState.RECORDED, JobResultState.FAILED, JobResultState.RECORDED, JobResultState.RECORDED)));
        JobResultRecord first = results.get(0);
        assertThat(first.getOperation(), is("PutJobSuccessResult"));
        assertThat(first.getJobId(), is(StoredState.RECORDED));
        assertThat(first.getRegion(), is("eu-west-1"));
        assertThat(first.getRevision(), is("r1"));
        assertThat(first.getSummary(), is("Half is done"));
        assertThat(first.getPercentComplete(), is(50));
        assertThat(first.getRequestId(), is(FakeCodePipeline.REQUEST_ID));
        assertThat(first.getAttempts(), is(1));
        JobResultRecord second = results.get(1);
        assertThat(second.getOperation(), is("PutJobFailureResult"));
        assertThat(second.getFailureType(), is("ConfigurationError"));
        assertThat(second.getFailure(), containsString("AccessDeniedException: Not allowed"));
    }

    /** It goes on in each test, and has to end before the files of Jenkins are deleted. */
    private WorkflowRun endOfBuildUnderWay() throws Exception {
        return jenkins.waitForCompletion(
                jenkins.jenkins.getItemByFullName("under-way", WorkflowJob.class).getBuildByNumber(1));
    }

    @Test
    public void aFreestyleJobSendsWhatItSays() throws Exception {
        endOfBuildUnderWay();
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("freestyle", FreeStyleProject.class);

        jenkins.buildAndAssertSuccess(job);

        assertSent(
                "66666666-0000-0000-0000-000000000000",
                """
                {"jobId": "66666666-0000-0000-0000-000000000000",
                 "currentRevision": {"revision": "r1", "changeIdentifier": "jenkins-freestyle-1", "created": 1767312000,
                                     "revisionSummary": "s"},
                 "executionDetails": {"summary": "Built, tested", "externalExecutionId": "1", "percentComplete": 100},
                 "outputVariables": {"imageTag": "1.4.2"}}
                """);
        assertSent(
                "77777777-0000-0000-0000-000000000000",
                """
                {"jobId": "77777777-0000-0000-0000-000000000000",
                 "failureDetails": {"type": "PermissionError", "message": "No rights", "externalExecutionId": "1"}}
                """);
        assertSent("88888888-0000-0000-0000-000000000000", "{\"jobId\": \"88888888-0000-0000-0000-000000000000\"}");
    }

    private void assertSent(String jobId, String json) {
        List<String> bodies = aws.bodies().stream().filter(body -> body.contains(jobId)).toList();
        assertThat(bodies, hasSize(1));
        assertTrue(bodies.get(0), equalToJson(json).match(bodies.get(0)).isExactMatch());
    }
}
