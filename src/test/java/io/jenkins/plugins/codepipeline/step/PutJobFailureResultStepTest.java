package io.jenkins.plugins.codepipeline.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.request.InputSkeleton;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

public class PutJobFailureResultStepTest {

    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String ID = JenkinsWithAws.JOB_ID;

    /** What aws-cli/1.45.11 sent for the values of the tests' scripts. */
    private static final String BODY_OF_THE_AWS_CLI =
            """
            {"jobId": "11111111-abcd-1111-abcd-111111abcdef", "failureDetails": {"type": "JobFailed", \
            "message": "The smoke test failed, 3 of 40 \\u00fc", "externalExecutionId": "1"}}""";

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Before
    public void setDefaults() throws Exception {
        jenkins.setDefaults();
    }

    @Test
    public void aMapIsSentAsTheAwsCliSendsIt() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                """
                putJobFailureResult(
                    jobId: '11111111-abcd-1111-abcd-111111abcdef',
                    failureDetails: [type: 'JobFailed', message: "The smoke test failed, ${1 + 2} of 40 ü",
                                     externalExecutionId: env.BUILD_NUMBER])
                """);

        jenkins.assertSent(BODY_OF_THE_AWS_CLI);
        assertThat(jenkins.aws.requests().get(0).getHeader("X-Amz-Target"), is("CodePipeline_20150709.PutJobFailureResult"));
        for (String line : List.of(
                "Sending PutJobFailureResult to AWS CodePipeline in eu-west-1 at " + jenkins.aws.uri()
                        + " with the default credentials 'worker':",
                "  jobId: " + ID,
                "  failureDetails.type: JobFailed",
                "  failureDetails.message: The smoke test failed, 3 of 40 ü",
                "  failureDetails.externalExecutionId: 1",
                "AWS CodePipeline recorded the result (request ID ")) {
            JENKINS.assertLogContains(line, run);
        }
    }

    @Test
    public void everyOtherNotationIsTheSame() throws Exception {
        String json = "{\"type\": \"JobFailed\", \"message\": \"The smoke test failed, 3 of 40 ü\", \"externalExecutionId\": \"1\"}";
        for (String arguments : List.of(
                "jobId: '" + ID + "', failureDetails: 'type=JobFailed,message=\"The smoke test failed, 3 of 40 ü\",externalExecutionId=1'",
                "jobId: '" + ID + "', failureDetails: '" + json + "'",
                "jobId: '" + ID + "', cliInputJson: '{\"failureDetails\": " + json + "}'",
                "cliInputJson: '{\"jobId\": \"" + ID + "\", \"failureDetails\": {\"type\": \"PermissionError\", \"message\": \"m\"}}',"
                        + " failureDetails: '" + json + "'")) {
            jenkins.aws.records();
            jenkins.run(Result.SUCCESS, "putJobFailureResult " + arguments);
            jenkins.assertSent(BODY_OF_THE_AWS_CLI);
        }
    }

    @Test
    public void allProblemsAreListedAtOnceAndNothingIsSent() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.FAILURE,
                """
                putJobFailureResult(
                    jobId: 'x', region: 'nowhere', executionDetails: [summary: 's'],
                    failureDetails: [type: 'Broken', externalExecutionId: 'x' * 1501, reason: 'r'])
                """);

        assertThat(jenkins.aws.requests(), hasSize(0));
        String log = JenkinsRule.getLog(run);
        for (String problem : List.of(
                "ERROR: The input has 7 problems, so nothing was sent to AWS CodePipeline:",
                "  jobId: got \"x\"; allowed: a CodePipeline job ID",
                "  region: got \"nowhere\"; allowed: the name of an AWS region, such as eu-west-1",
                "  executionDetails: got a map with 1 key; allowed: only cliInputJson, credentialsId, failureDetails,"
                        + " generateCliSkeleton, jobId, region",
                "  failureDetails.type: got \"Broken\"; allowed: one of JobFailed, ",
                "  failureDetails.message: got nothing; allowed: text of 1 to 5000 characters",
                "  failureDetails.externalExecutionId: got \"xxx",
                "  failureDetails.reason: got \"r\"; allowed: only type, message, externalExecutionId")) {
            assertThat(log, containsString(problem));
        }
        assertThat(log, not(containsString("\tat ")));
    }

    @Test
    public void aMessageThatIsTooLongIsRefusedWithTheWayToShortenIt() throws Exception {
        String call = "def text = 'x' * 5000 + 'end of the log'\n"
                + "putJobFailureResult jobId: '" + ID + "', failureDetails: [type: 'JobFailed', message: %s]";

        JENKINS.assertLogContains(
                "(5014 characters); allowed: text of 1 to 5000 characters (in a Pipeline,"
                        + " text.drop(text.length() - 5000) keeps the end of a longer one)",
                jenkins.run(Result.FAILURE, call.formatted("text")));
        assertThat(jenkins.aws.requests(), hasSize(0));

        jenkins.run(Result.SUCCESS, call.formatted("text.drop(text.length() - 5000)"));
        assertThat(jenkins.aws.bodies().get(0), endsWith("xend of the log\"}}"));
    }

    @Test
    public void theSkeletonAndTheCheckSendNothing() throws Exception {
        CodePipelineConfiguration.get().setCredentialsId(null);
        CodePipelineConfiguration.get().setRegion(null);

        WorkflowRun run = jenkins.run(Result.SUCCESS, "echo putJobFailureResult(generateCliSkeleton: 'input')");
        String skeleton = InputSkeleton.text(JobResultOperation.FAILURE).strip();
        assertThat(JenkinsRule.getLog(run).replace("\r", "").split(Pattern.quote(skeleton), -1).length, is(3));

        JENKINS.assertLogContains(
                "returned []",
                jenkins.run(
                        Result.SUCCESS,
                        "echo \"returned [${" + JenkinsWithAws.call(JobResultOperation.FAILURE).replace("Result jobId", "Result(jobId")
                                + ", generateCliSkeleton: 'output')}]\""));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void aSecretInTheMessageIsSentAndShownNowhere() throws Exception {
        String secret = "tiger-" + "0123456789".repeat(8);
        jenkins.addCredentials("other", secret);
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                """
                withCredentials([aws(credentialsId: 'other', accessKeyVariable: 'T')]) {
                    putJobFailureResult jobId: '11111111-abcd-1111-abcd-111111abcdef', credentialsId: 'worker',
                        failureDetails: [type: 'JobFailed', message: "${'x' * 170} $T"]
                    for (wrong in [[type: T, message: 'm'], "type=JobFailed,message='$T", [type: 'JobFailed', message: "$T" * 100]]) {
                        catchError(buildResult: 'SUCCESS') {
                            putJobFailureResult jobId: '11111111-abcd-1111-abcd-111111abcdef', failureDetails: wrong
                        }
                    }
                }
                """);

        assertThat(jenkins.aws.bodies(), hasSize(1));
        assertThat(jenkins.aws.bodies().get(0), containsString(secret));
        JENKINS.assertLogContains("got a value that is hidden because it may contain a secret", run);
        try (Stream<Path> files = Files.walk(run.getRootDir().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1), not(containsString("tiger-")));
            }
        }
        assertThat(JENKINS.getJSON(run.getUrl() + "api/json").getContentAsString(), not(containsString("tiger-")));
        assertThat(
                JENKINS.createWebClient().getPage(run, "aws-codepipeline").getWebResponse().getContentAsString(),
                not(containsString("tiger-")));
    }

    @Test
    public void aScriptCanTellAFailureThatItCatches() throws Exception {
        jenkins.run(
                Result.FAILURE,
                """
                try {
                    error 'The smoke test failed'
                } catch (e) {
                    putJobFailureResult jobId: '11111111-abcd-1111-abcd-111111abcdef',
                        failureDetails: [type: 'JobFailed', message: e.message]
                    throw e
                }
                """);

        jenkins.assertSent(
                "{\"jobId\": \"" + ID + "\", \"failureDetails\": {\"type\": \"JobFailed\", \"message\": \"The smoke test failed\"}}");
    }

    // Declarative

    @Test
    public void declarativeTellsASuccess() throws Exception {
        JENKINS.assertBuildStatus(Result.SUCCESS, JENKINS.waitForCompletion(start("echo 'done'")));

        jenkins.assertSent("{\"jobId\": \"" + ID + "\", \"executionDetails\": {\"summary\": \"Deployed\"}}");
    }

    @Test
    public void declarativeTellsAFailure() throws Exception {
        assertTold(Result.FAILURE, start("error 'broken'"));
    }

    @Test
    public void declarativeTellsAnUnstableBuild() throws Exception {
        assertTold(Result.UNSTABLE, start("unstable 'some tests fail'"));
    }

    @Test
    public void declarativeTellsABuildThatTimesOut() throws Exception {
        assertTold(Result.ABORTED, start("timeout(time: 100, unit: 'MILLISECONDS') { sleep 600 }"));
    }

    @Test
    public void declarativeTellsABuildThatIsAborted() throws Exception {
        WorkflowRun run = start("sleep 600");
        JENKINS.waitForMessage("Sleeping for", run);

        run.doStop();

        assertTold(Result.ABORTED, run);
    }

    private void assertTold(Result result, WorkflowRun run) throws Exception {
        JENKINS.assertBuildStatus(result, JENKINS.waitForCompletion(run));
        jenkins.assertSent("{\"jobId\": \"" + ID + "\", \"failureDetails\": {\"type\": \"JobFailed\", \"message\": \"The build is "
                + result + "\", \"externalExecutionId\": \"1\"}}");
    }

    private static WorkflowRun start(String step) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                """
                pipeline {
                    agent none
                    stages {
                        stage('Deploy') {
                            steps {
                                %s
                            }
                        }
                    }
                    post {
                        success {
                            putJobSuccessResult jobId: '%s', executionDetails: [summary: 'Deployed']
                        }
                        unsuccessful {
                            putJobFailureResult jobId: '%s', failureDetails: [
                                type: 'JobFailed', message: "The build is ${currentBuild.currentResult}",
                                externalExecutionId: env.BUILD_NUMBER]
                        }
                    }
                }
                """
                        .formatted(step, ID, ID),
                true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
