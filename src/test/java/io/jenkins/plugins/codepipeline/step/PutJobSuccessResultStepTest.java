package io.jenkins.plugins.codepipeline.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertTrue;

import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.graphanalysis.NodeStepTypePredicate;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

public class PutJobSuccessResultStepTest {

    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String ID = JenkinsWithAws.JOB_ID;

    /** What aws-cli/1.45.11 sent for the values of the test's script. */
    private static final String BODY_OF_THE_AWS_CLI =
            """
            {"jobId": "11111111-abcd-1111-abcd-111111abcdef", "currentRevision": {"revision": "r1", \
            "changeIdentifier": "c1", "created": 1767315845, "revisionSummary": "Fix, the login = page \\u00fc\\u20ac\\ud83d\\ude00"}, \
            "executionDetails": {"summary": "Deployed, tested", "externalExecutionId": "http://j/1", "percentComplete": 100}, \
            "outputVariables": {"imageTag": "1.4.2", "a@b-c_d": ""}}""";

    private static final String ALL_FIELDS =
            """
            putJobSuccessResult(
                jobId: '11111111-abcd-1111-abcd-111111abcdef',
                currentRevision: [revision: 'r1', changeIdentifier: 'c1', created: '2026-01-02T03:04:05.678+02:00',
                                  revisionSummary: 'Fix, the login = page ü€😀'],
                executionDetails: [summary: 'Deployed, tested', externalExecutionId: 'http://j/1', percentComplete: 100],
                outputVariables: [imageTag: '1.4.2', 'a@b-c_d': ''])
            """;

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Before
    public void setDefaults() throws Exception {
        jenkins.setDefaults();
    }

    @Test
    public void allFieldsAreSentAsTheAwsCliSendsThem() throws Exception {
        WorkflowRun run = jenkins.run(Result.SUCCESS, ALL_FIELDS);

        jenkins.assertSent(BODY_OF_THE_AWS_CLI);
        JENKINS.assertLogContains(
                "Sending PutJobSuccessResult to AWS CodePipeline in eu-west-1 at " + jenkins.aws.uri()
                        + " with the default credentials 'worker':",
                run);
        for (String line : List.of(
                "jobId: " + ID,
                "currentRevision.revision: r1",
                "currentRevision.created: 2026-01-02T01:04:05Z",
                "executionDetails.percentComplete: 100",
                "outputVariables: imageTag, a@b-c_d")) {
            JENKINS.assertLogContains("  " + line, run);
        }
        JENKINS.assertLogContains(
                "AWS CodePipeline recorded the result (request ID " + FakeCodePipeline.REQUEST_ID + ", 1 attempt, ", run);
    }

    @Test
    public void aNodeChangesNothing() throws Exception {
        jenkins.run(Result.SUCCESS, "node {\n" + ALL_FIELDS + "\n}");

        jenkins.assertSent(BODY_OF_THE_AWS_CLI);
    }

    @Test
    public void theUserAgentNamesThePluginAndItsVersionAndNothingOfTheMachineThatBuiltIt() throws Exception {
        jenkins.run(Result.SUCCESS, ALL_FIELDS);

        assertThat(
                jenkins.aws.requests().get(0).getHeader("User-Agent"),
                matchesPattern("codepipeline-job-result/[0-9][A-Za-z0-9._-]+ aws-sdk-java/2\\..*"));
    }

    @Test
    public void theStepReturnsNothing() throws Exception {
        JENKINS.assertLogContains(
                "returned null", jenkins.run(Result.SUCCESS, "echo \"returned ${putJobSuccessResult(jobId: '" + ID + "')}\""));
    }

    @Test
    public void valuesOfGroovyAreReadByTheTypeOfTheirMember() throws Exception {
        jenkins.run(
                Result.SUCCESS,
                """
                def one = 1
                putJobSuccessResult(
                    jobId: "${one}1111111-abcd-1111-abcd-111111abcdef",
                    currentRevision: [revision: "r${one}", changeIdentifier: one, created: new Date(1767323045999L)],
                    executionDetails: [externalExecutionId: 42, percentComplete: 100 / 2],
                    outputVariables: ["key${one}": "v${one}", number: 1.50, flag: true])
                """);

        jenkins.assertSent(
                """
                {"jobId": "11111111-abcd-1111-abcd-111111abcdef",
                 "currentRevision": {"revision": "r1", "changeIdentifier": "1", "created": 1767323045},
                 "executionDetails": {"externalExecutionId": "42", "percentComplete": 50},
                 "outputVariables": {"key1": "v1", "number": "1.50", "flag": "true"}}
                """);
    }

    @Test
    public void theTimeOfTheRevisionMayBeEpochSecondsOrIsoText() throws Exception {
        for (String created : List.of("1767323045", "1767323045L", "1767323045.25", "'1767323045'", "'2026-01-02T03:04:05Z'")) {
            jenkins.aws.records();
            jenkins.run(
                    Result.SUCCESS,
                    "putJobSuccessResult jobId: '" + ID + "', currentRevision: [revision: 'r', changeIdentifier: 'c', created: "
                            + created + "]");
            jenkins.assertSent("{\"jobId\": \"" + ID + "\", \"currentRevision\":"
                    + " {\"revision\": \"r\", \"changeIdentifier\": \"c\", \"created\": 1767323045}}");
        }
    }

    @Test
    public void emptyTextsAndNullsCountAsNotGiven() throws Exception {
        jenkins.run(
                Result.SUCCESS,
                """
                putJobSuccessResult(
                    jobId: '11111111-abcd-1111-abcd-111111abcdef', continuationToken: '', credentialsId: '', region: null,
                    currentRevision: null,
                    executionDetails: [summary: '', externalExecutionId: env.NO_SUCH_VARIABLE, percentComplete: 0],
                    outputVariables: '')
                """);

        jenkins.assertSent("{\"jobId\": \"" + ID + "\", \"executionDetails\": {\"percentComplete\": 0}}");
    }

    @Test
    public void allProblemsAreListedAtOnceAndNothingIsSent() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.FAILURE,
                """
                putJobSuccessResult(
                    jobId: 'x', continuationToken: 't', region: 'nowhere', colour: 'red',
                    currentRevision: [revision: 'r'],
                    executionDetails: [percentComplete: 101, progress: 7, summary: ['a', 'b']],
                    outputVariables: [imageTag: '1', 'image tag': '2', when: Locale.ROOT])
                """);

        assertThat(jenkins.aws.requests(), hasSize(0));
        String log = JenkinsRule.getLog(run);
        for (String problem : List.of(
                "ERROR: The input has 10 problems, so nothing was sent to AWS CodePipeline:",
                "  jobId: got \"x\"; allowed: a CodePipeline job ID",
                "  region: got \"nowhere\"; allowed: the name of an AWS region, such as eu-west-1",
                "  colour: got \"red\"; allowed: only cliInputJson, continuationToken, credentialsId, currentRevision,"
                        + " executionDetails, generateCliSkeleton, jobId, outputVariables, region",
                "  currentRevision.changeIdentifier: got nothing; allowed: text of 1 to 100 characters (required)",
                "  executionDetails.percentComplete: got 101; allowed: a whole number from 0 to 100",
                "  executionDetails.progress: got 7; allowed: only summary, externalExecutionId, percentComplete",
                "  executionDetails.summary: got a list of 2 values; allowed: text of 1 to 2048 characters",
                "  outputVariables['image tag']: got the name \"image tag\"",
                "  outputVariables['when']: got an object of type java.util.Locale; allowed: text",
                "  outputVariables: got a map with 3 keys together with a continuationToken")) {
            assertThat(log, containsString(problem));
        }
        assertNoStackTrace(log);
    }

    @Test
    public void anArgumentOfTheWrongShapeIsRefusedByItsName() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.FAILURE, "putJobSuccessResult jobId: ['" + ID + "'], currentRevision: 7, outputVariables: 5");

        String log = JenkinsRule.getLog(run);
        assertThat(log, containsString("ERROR: The input has 3 problems"));
        assertThat(log, containsString("  jobId: got a list of 1 value; allowed: text"));
        assertThat(log, containsString("  currentRevision: got 7; allowed: a map with the keys revision,"));
        assertThat(log, containsString("  outputVariables: got 5; allowed: names with text values"));
        assertNoStackTrace(log);
    }

    @Test
    public void aScriptMayCatchTheFailure() throws Exception {
        jenkins.aws.refuses(400, "JobNotFoundException", "no such job");

        JENKINS.assertLogContains(
                "caught: AWS CodePipeline in eu-west-1 rejected PutJobSuccessResult: JobNotFoundException: no such job",
                jenkins.run(
                        Result.SUCCESS,
                        "try { putJobSuccessResult jobId: '" + ID + "' } catch (e) { echo \"caught: ${e.message}\" }"));
    }

    @Test
    public void whatAwsAnsweredIsInTheLogWithoutAStackTrace() throws Exception {
        jenkins.aws.refuses(400, "AccessDeniedException", "not for you");

        String log = JenkinsRule.getLog(jenkins.run(Result.FAILURE, "putJobSuccessResult jobId: '" + ID + "'"));

        assertThat(log, containsString("ERROR: AWS CodePipeline in eu-west-1 rejected PutJobSuccessResult: AccessDeniedException: not for you"));
        assertThat(log, containsString("\"codepipeline:PutJobSuccessResult\""));
        assertNoStackTrace(log);
    }

    @Test
    public void aContinuationTokenIsWarnedOf() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                "putJobSuccessResult jobId: '" + ID + "', continuationToken: 't', executionDetails: [percentComplete: 100]");

        JENKINS.assertLogContains("WARNING: A result with a continuation token does not end the action", run);
        JENKINS.assertLogContains("WARNING: percentComplete is 100, but", run);
    }

    @Test
    public void aTextOfTheBuildCanNotForgeALogLine() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                "putJobSuccessResult jobId: '" + ID + "', executionDetails: [summary: 'a\\nFinished: FAILURE\\u001b[8mha:']");

        JENKINS.assertLogContains("  executionDetails.summary: a\\nFinished: FAILURE\\u001b[8mha:", run);
        assertThat(
                run.getLog(1000).stream().filter(line -> line.startsWith("Finished")).toList(), is(List.of("Finished: SUCCESS")));
    }

    @Test
    public void theJobIdIsWhatAStageViewShows() throws Exception {
        WorkflowRun run = jenkins.run(Result.SUCCESS, ALL_FIELDS);

        FlowNode node = new DepthFirstScanner()
                .findFirstMatch(run.getExecution(), new NodeStepTypePredicate("putJobSuccessResult"));
        assertThat(ArgumentsAction.getStepArgumentsAsString(node), is(ID));
    }

    @Test
    public void noSecretIsKeptInAnyFileOfTheBuild() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                """
                withCredentials([aws(credentialsId: 'worker')]) {
                    putJobSuccessResult jobId: '11111111-abcd-1111-abcd-111111abcdef'
                }
                putJobSuccessResult jobId: '11111111-abcd-1111-abcd-111111abcdef', credentialsId: 'worker'
                """);

        assertThat(jenkins.aws.requests(), hasSize(2));
        List<Path> files = filesOf(run.getRootDir());
        assertTrue(files.toString(), files.stream().anyMatch(file -> file.endsWith("build.xml")));
        for (Path file : files) {
            assertThat(
                    file.toString(),
                    Files.readString(file, StandardCharsets.ISO_8859_1),
                    not(containsString("AKIDWORKERSecret")));
        }
    }

    @Test
    public void aSecretThatIsEscapedInJsonIsShownNowhereEither() throws Exception {
        jenkins.addCredentials("other", "tiger-" + "0123456789".repeat(8) + '"');
        WorkflowRun run = jenkins.run(
                Result.FAILURE,
                """
                withCredentials([aws(credentialsId: 'other', accessKeyVariable: 'T')]) {
                    putJobSuccessResult jobId: '11111111-abcd-1111-abcd-111111abcdef', credentialsId: 'worker',
                        cliInputJson: groovy.json.JsonOutput.toJson([executionDetails: [percentComplete: T]])
                }
                """);

        JENKINS.assertLogContains("got a value that is hidden because it may contain a secret", run);
        JENKINS.assertLogNotContains("tiger-", run);
    }

    @Test
    public void aSecretInTheInputIsShownNowhereNotEvenInPart() throws Exception {
        String secret = "tiger-" + "0123456789".repeat(8);
        jenkins.addCredentials("other", secret);
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                """
                withCredentials([aws(credentialsId: 'other', accessKeyVariable: 'T')]) {
                    putJobSuccessResult jobId: '11111111-abcd-1111-abcd-111111abcdef', credentialsId: 'worker',
                        currentRevision: [revision: "r $T", changeIdentifier: "$T"], executionDetails: [summary: "${'x' * 30} $T"]
                    for (wrong in [
                            [outputVariables: "token='$T"], [outputVariables: "{$T"], [executionDetails: [percentComplete: T]],
                            [cliInputJson: T], [region: T], [credentialsId: T], [generateCliSkeleton: T], [token: T]]) {
                        catchError(buildResult: 'SUCCESS') {
                            putJobSuccessResult([jobId: '11111111-abcd-1111-abcd-111111abcdef'] + wrong)
                        }
                    }
                }
                """);

        assertThat(jenkins.aws.bodies(), hasSize(1));
        assertThat(jenkins.aws.bodies().get(0), containsString("r " + secret));
        JENKINS.assertLogContains("got a value that is hidden because it may contain a secret", run);
        for (Path file : filesOf(run.getRootDir())) {
            assertThat(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1), not(containsString("tiger-")));
        }
        assertThat(JENKINS.getJSON(run.getUrl() + "api/json").getContentAsString(), not(containsString("tiger-")));
    }

    @Test
    public void parallelBranchesAllReport() throws Exception {
        jenkins.run(
                Result.SUCCESS,
                """
                def branches = [:]
                for (int i = 0; i < 100; i++) {
                    branches["b$i"] = { putJobSuccessResult jobId: '11111111-abcd-1111-abcd-111111abcdef' }
                }
                parallel branches
                """);

        assertThat(jenkins.aws.requests(), hasSize(100));
    }

    private static void assertNoStackTrace(String log) {
        assertThat(log, not(containsString("\tat ")));
        assertThat(log, not(containsString("Exception:\n")));
    }

    private static List<Path> filesOf(File directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory.toPath())) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
