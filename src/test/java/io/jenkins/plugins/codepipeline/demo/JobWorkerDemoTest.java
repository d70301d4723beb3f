package io.jenkins.plugins.codepipeline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.jenkins.plugins.codepipeline.core.request.InputSkeleton;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.Test;

public class JobWorkerDemoTest {

    private static final String JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";
    private static final String UUID = "[0-9a-f-]{36}";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    public void theLoopOfAWorkerIsShownForASuccessAndAFailure() throws Exception {
        assertThat(run("--job-id", JOB_ID), is(true));
        assertThat(
                text().substring(0, text().indexOf("\n\n")),
                matchesPattern(String.join(
                        "\n",
                        "A job worker .*",
                        "  An endpoint .* listens at http://127\\.0\\.0\\.1:[0-9]+",
                        "  Pipeline shop: a change is released, and a job for the action Jenkins is queued",
                        "  PollForJobs: got job " + UUID + " \\(ProjectName = deploy-pipeline\\)",
                        "  AcknowledgeJob: the job is InProgress",
                        "  PutJobSuccessResult: recorded, request ID " + UUID + "; the action of pipeline shop is Succeeded",
                        "  Pipeline blog: a change is released, and a job for the action Jenkins is queued",
                        "  PollForJobs: got job " + UUID + " \\(ProjectName = deploy-freestyle\\)",
                        "  AcknowledgeJob: the job is InProgress",
                        "  PutJobFailureResult: recorded, request ID " + UUID + "; the action of pipeline blog is Failed")));
    }

    @Test
    public void theRequestTheAnswerAndTheOutcomeOfACallAreShown() throws Exception {
        assertThat(run("--job-id", JOB_ID, "--execution-details", "{\"summary\": \"It's done\"}"), is(true));
        assertThat(
                text(),
                allOf(
                        containsString("--execution-details '{\"summary\": \"It'\\''s done\"}'"),
                        containsString("X-Amz-Target: CodePipeline_20150709.PutJobSuccessResult"),
                        containsString("{\"jobId\":\"" + JOB_ID + "\",\"executionDetails\":{\"summary\":\"It's done\""),
                        containsString("HTTP 200"),
                        containsString("1 attempt,"),
                        containsString(JOB_ID + " Succeeded")));
    }

    @Test
    public void aFailureIsReportedByItsCommand() throws Exception {
        assertThat(
                run("put-job-failure-result", "--job-id", JOB_ID, "--failure-details", "type=JobFailed,message=Broken"),
                is(true));
        assertThat(
                text(),
                allOf(
                        containsString("X-Amz-Target: CodePipeline_20150709.PutJobFailureResult"),
                        containsString("{\"type\":\"JobFailed\",\"message\":\"Broken\"}"),
                        containsString(JOB_ID + " Failed")));
    }

    @Test
    public void anOptionReplacesAMemberOfTheJson() throws Exception {
        assertThat(
                run(
                        "--cli-input-json", "{\"jobId\": \"" + JOB_ID + "\", \"continuationToken\": \"json\"}",
                        "--continuation-token", "option"),
                is(true));
        assertThat(text(), containsString("Queued. Has the continuation token option"));
    }

    @Test
    public void optionsHaveTheFormsOfTheAwsCli() throws Exception {
        assertThat(
                run("--job=" + JOB_ID, "--reg=us-east-1", "--output-", "a=1", "--exec", "summary=-", "--job-id=" + JOB_ID),
                is(true));
        assertThat(
                text(),
                allOf(
                        containsString("signed by AKIADEMO for us-east-1"),
                        containsString("\"outputVariables\":{\"a\":\"1\"}"),
                        containsString("\"summary\":\"-\"")));
        assertThat(run("--job-id", JOB_ID, "--continuation-token", "-5"), is(true));
        assertThat(run("--job-id", JOB_ID, "--continuation-token", "-a b"), is(true));
        assertThat(run("--job-id", JOB_ID, "--continuation-token=-x"), is(true));
    }

    @Test
    public void theSkeletonIsThatOfTheAwsCli() throws Exception {
        assertThat(run("--generate-cli-skeleton"), is(true));
        assertThat(run("--generate-cli-skeleton", "--job-id", "x"), is(true));
        assertThat(text(), is(InputSkeleton.text(JobResultOperation.SUCCESS).repeat(2)));
        output.reset();
        assertThat(run("put-job-failure-result", "--generate-cli-skeleton=input"), is(true));
        assertThat(text(), is(InputSkeleton.text(JobResultOperation.FAILURE)));
    }

    @Test
    public void theSkeletonOfTheOutputChecksAndSendsNothing() throws Exception {
        assertThat(run("--generate-cli-skeleton", "output", "--job-id", JOB_ID), is(true));
        assertThat(text(), is(""));
        assertThat(run("--generate-cli-skeleton", "output", "--job-id", "x"), is(false));
        assertThat(text(), containsString("jobId: got \"x\""));
    }

    @Test
    public void whatIsNoArgumentIsRefusedBeforeAnythingIsStarted() throws Exception {
        assertRefused("put-job-success-result has no option --job-name. Options: --cli-input-json,", "--job-name", "x");
        assertRefused("put-job-success-result has no option x.", "--job-id", JOB_ID, "x");
        assertRefused("The option --job-id needs a value.", "--job-id");
        assertRefused("The option --job-id needs a value.", "--job-id", "--region", "us-east-1");
        assertRefused("The option --continuation-token needs a value.", "--continuation-token", "-x");
        assertRefused("The option --c is ambiguous. It could be --ca-bundle,", "--c", "x");
        assertRefused("put-job-success-result has no option --.", "--", "x");
        assertRefused("The option --output of the AWS CLI is not supported here.", "--output", "json");
        assertRefused("--generate-cli-skeleton takes one of these values: input, output", "--generate-cli-skeleton", "yaml");
        assertRefused("--region: got \"Mars\"", "--region", "Mars");
        assertRefused("There is no command put-job-result. Commands: put-job-success-result, put-job-", "put-job-result");
    }

    private void assertRefused(String message, String... arguments) throws Exception {
        output.reset();
        assertThat(run(arguments), is(false));
        assertThat(text(), containsString(message));
        assertThat(text().lines().count(), is(1L));
    }

    private boolean run(String... arguments) throws Exception {
        return new JobWorkerDemo(new PrintStream(output, true, UTF_8)).run(List.of(arguments));
    }

    private String text() {
        return output.toString(UTF_8);
    }
}
