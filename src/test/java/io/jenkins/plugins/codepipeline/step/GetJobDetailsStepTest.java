package io.jenkins.plugins.codepipeline.step;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.codepipeline.FailingCredentials;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

public class GetJobDetailsStepTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String ID = JenkinsWithAws.JOB_ID;

    private static final String DETAILS =
            """
            {"jobDetails": {"id": "11111111-abcd-1111-abcd-111111abcdef", "accountId": "123456789012", "data": {
                "actionConfiguration": {"configuration": {"ProjectName": "deploy"}},
                "pipelineContext": {"pipelineName": "shop", "stage": {"name": "Prod"}},
                "inputArtifacts": [{"name": "app", "location": {"type": "S3", "s3Location": {"bucketName": "b", "objectKey": "k"}}}],
                "artifactCredentials": {"accessKeyId": "ASIAARTIFACT", "secretAccessKey": "artifactSecret", "sessionToken": "t"}}}}
            """;

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Before
    public void setUp() throws Exception {
        jenkins.setDefaults();
        jenkins.aws.answers(okJson(DETAILS));
    }

    @Test
    public void theDataIsAMapWithTheNamesOfTheApi() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                """
                def details = getJobDetails(jobId: '11111111-abcd-1111-abcd-111111abcdef')
                def data = details.data
                echo "${details.accountId} ${data.actionConfiguration.configuration.ProjectName} ${data.pipelineContext.stage.name}"
                echo data.inputArtifacts[0].location.s3Location.objectKey
                """);

        JENKINS.assertLogContains("123456789012 deploy Prod", run);
        assertThat(
                jenkins.aws.requests().get(0).getHeader("X-Amz-Target"), is("CodePipeline_20150709.GetJobDetails"));
        String body = jenkins.aws.bodies().get(0);
        assertTrue(body, equalToJson("{\"jobId\": \"" + ID + "\"}").match(body).isExactMatch());
    }

    @Test
    public void theKeysOfTheArtifactsAreInNoFileOfTheBuild() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS, "def details = getJobDetails jobId: '" + ID + "'\necho \"keys: ${details.data.artifactCredentials}\"");

        JENKINS.assertLogContains("keys: null", run);
        try (Stream<Path> files = Files.walk(run.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(
                        file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1), not(containsString("rtifactSecret")));
            }
        }
    }

    @Test
    public void whatIsNoJobIdIsRefusedBeforeAnythingIsSent() throws Exception {
        for (String call : new String[] {"getJobDetails()", "getJobDetails jobId: 'x'"}) {
            JENKINS.assertLogContains("  jobId: got ", jenkins.run(Result.FAILURE, call));
        }
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void whatAwsAnsweredIsInTheLogWithoutAStackTrace() throws Exception {
        jenkins.aws.refuses(400, "AccessDeniedException", "not for you");

        WorkflowRun run = jenkins.run(Result.FAILURE, "getJobDetails jobId: '" + ID + "'");

        JENKINS.assertLogContains("ERROR: AWS CodePipeline in eu-west-1 rejected GetJobDetails: AccessDeniedException: not for you", run);
        JENKINS.assertLogContains("\"codepipeline:GetJobDetails\"", run);
        JENKINS.assertLogNotContains("\tat ", run);
    }

    @Test
    public void anErrorOfAnotherPluginEndsTheStep() throws Exception {
        FailingCredentials.add("AKIDWORKER");

        WorkflowRun run = jenkins.run(Result.FAILURE, "getJobDetails jobId: '" + ID + "', credentialsId: 'failing'");

        JENKINS.assertLogContains(FailingCredentials.ERROR, run);
    }

    @Test
    public void anAbortEndsTheCall() throws Exception {
        jenkins.aws.answers(okJson(DETAILS).withFixedDelay(600_000));
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("getJobDetails jobId: '" + ID + "'", true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.aws.awaitRequests(1);

        run.doStop();

        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(run));
    }
}
