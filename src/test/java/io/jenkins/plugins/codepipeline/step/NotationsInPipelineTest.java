package io.jenkins.plugins.codepipeline.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.request.InputSkeleton;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

/** Every way of the AWS CLI to give the values, in a Jenkinsfile. */
public class NotationsInPipelineTest {

    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String ID = JenkinsWithAws.JOB_ID;

    private static final String BODY =
            """
            {"jobId": "11111111-abcd-1111-abcd-111111abcdef",
             "currentRevision": {"revision": "r1", "changeIdentifier": "c1", "created": 1767323045},
             "executionDetails": {"summary": "Built, tested", "percentComplete": 100},
             "outputVariables": {"imageTag": "1.4.2"}}
            """;

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Before
    public void setDefaults() throws Exception {
        jenkins.setDefaults();
    }

    @Test
    public void shorthand() throws Exception {
        jenkins.run(
                Result.SUCCESS,
                """
                putJobSuccessResult(
                    jobId: '11111111-abcd-1111-abcd-111111abcdef',
                    currentRevision: 'revision=r1,changeIdentifier=c1,created=2026-01-02T03:04:05Z',
                    executionDetails: 'summary="Built, tested",percentComplete=100',
                    outputVariables: "imageTag=${1}.4.2")
                """);

        jenkins.assertSent(BODY);
    }

    @Test
    public void json() throws Exception {
        jenkins.run(
                Result.SUCCESS,
                """
                putJobSuccessResult(
                    jobId: '11111111-abcd-1111-abcd-111111abcdef',
                    currentRevision: '{"revision": "r1", "changeIdentifier": "c1", "created": 1767323045}',
                    executionDetails: '{"summary": "Built, tested", "percentComplete": 100}',
                    outputVariables: '{"imageTag": "1.4.2"}')
                """);

        jenkins.assertSent(BODY);
    }

    @Test
    public void cliInputJsonFromAFileOfTheWorkspaceWithAnExplicitMemberOverIt() throws Exception {
        jenkins.run(
                Result.SUCCESS,
                """
                node {
                    writeFile file: 'result.json', text: '''{
                        "jobId": "11111111-abcd-1111-abcd-111111abcdef",
                        "currentRevision": {"revision": "r1", "changeIdentifier": "c1", "created": "2026-01-02T03:04:05"},
                        "executionDetails": {"summary": "replaced whole", "externalExecutionId": "so this goes too"},
                        "outputVariables": {"imageTag": "1.4.2"}}'''
                    putJobSuccessResult cliInputJson: readFile('result.json'),
                        executionDetails: [summary: 'Built, tested', percentComplete: 100]
                }
                """);

        jenkins.assertSent(BODY);
    }

    @Test
    public void anEmptyArgumentDoesNotReplaceAMemberOfCliInputJson() throws Exception {
        jenkins.run(
                Result.SUCCESS,
                "putJobSuccessResult jobId: '', executionDetails: '', cliInputJson: '{\"jobId\": \"" + ID
                        + "\", \"executionDetails\": {\"percentComplete\": 1}}'");

        jenkins.assertSent("{\"jobId\": \"" + ID + "\", \"executionDetails\": {\"percentComplete\": 1}}");
    }

    @Test
    public void aMistakeInATextPointsToTheCharacter() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.FAILURE,
                "putJobSuccessResult jobId: '" + ID + "', executionDetails: 'summary=\"a\"b', cliInputJson: 'file:///etc/passwd',"
                        + " outputVariables: '{bad'");

        String log = JenkinsRule.getLog(run);
        assertThat(log, containsString("  executionDetails: got \"b\" at character 12; allowed: AWS CLI shorthand, that is \",\":\n"
                + "      summary=\"a\"b\n                 ^\n"));
        assertThat(log, containsString("  cliInputJson: got \"file:///etc/passwd\"; allowed: the text itself; in a Pipeline, readFile returns the text of a file"));
        assertThat(log, containsString("  outputVariables: got text that is not valid JSON at line 1 column 2 ("));
        assertThat(log, not(containsString("\tat ")));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void theSkeletonIsReturnedAndLoggedWithoutCredentialsOrRegion() throws Exception {
        CodePipelineConfiguration.get().setCredentialsId(null);
        CodePipelineConfiguration.get().setRegion(null);

        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                """
                def skeleton = putJobSuccessResult(generateCliSkeleton: 'input')
                echo "returned ${skeleton.length()} characters: ${skeleton.replace('\\n', '|')}"
                """);

        assertThat(JenkinsRule.getLog(run).replace("\r", ""), containsString("\n" + InputSkeleton.text(JobResultOperation.SUCCESS)));
        JENKINS.assertLogContains(
                "returned " + InputSkeleton.text(JobResultOperation.SUCCESS).length() + " characters: " + InputSkeleton.text(JobResultOperation.SUCCESS).replace('\n', '|'), run);
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void theInputIsCheckedWithoutCredentialsOrRegionAndNothingIsSent() throws Exception {
        CodePipelineConfiguration.get().setCredentialsId(null);
        CodePipelineConfiguration.get().setRegion(null);

        JENKINS.assertLogContains(
                "returned [] as a String",
                jenkins.run(
                        Result.SUCCESS,
                        "def r = putJobSuccessResult(jobId: '" + ID + "', generateCliSkeleton: 'output');"
                                + " echo \"returned [$r] as a ${r.class.simpleName}\""));
        JENKINS.assertLogContains(
                "  jobId: got \"x\"; allowed:",
                jenkins.run(Result.FAILURE, "putJobSuccessResult jobId: 'x', generateCliSkeleton: 'output'"));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void anotherSkeletonIsRefused() throws Exception {
        JENKINS.assertLogContains(
                "  generateCliSkeleton: got \"yaml-input\"; allowed: 'input' or 'output'",
                jenkins.run(Result.FAILURE, "putJobSuccessResult jobId: '" + ID + "', generateCliSkeleton: 'yaml-input'"));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void declarativeTakesMapsInStepsAndInPost() throws Exception {
        String maps =
                """
                putJobSuccessResult(
                    jobId: '11111111-abcd-1111-abcd-111111abcdef',
                    currentRevision: [revision: 'r1', changeIdentifier: 'c1', created: '2026-01-02T03:04:05Z'],
                    executionDetails: [summary: 'Built, tested', percentComplete: 100],
                    outputVariables: [imageTag: '1.4.2'])
                """;
        declarative(Result.SUCCESS, maps, "echo 'done'");
        jenkins.assertSent(BODY);

        jenkins.aws.records();
        declarative(Result.SUCCESS, "echo 'done'", maps);
        jenkins.assertSent(BODY);
    }

    @Test
    public void declarativeTakesTextsThatItDoesNotSeeAsConstants() throws Exception {
        declarative(
                Result.SUCCESS,
                """
                putJobSuccessResult(
                    jobId: '11111111-abcd-1111-abcd-111111abcdef',
                    currentRevision: "revision=r1,changeIdentifier=c1,created=${env.CREATED}",
                    executionDetails: env.DETAILS,
                    cliInputJson: '{"outputVariables": {"imageTag": "1.4.2"}}')
                """,
                "echo 'done'");

        jenkins.assertSent(BODY);
    }

    @Test
    public void declarativesOwnCheckRefusesAConstantTextForAStructure() throws Exception {
        WorkflowRun run = declarative(
                Result.FAILURE, "putJobSuccessResult jobId: '" + ID + "', executionDetails: 'summary=a'", "echo 'done'");

        JENKINS.assertLogContains("ExecutionDetails", run);
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    private WorkflowRun declarative(Result expected, String step, String post) throws Exception {
        return jenkins.run(
                expected,
                """
                pipeline {
                    agent none
                    environment {
                        CREATED = '2026-01-02T03:04:05Z'
                        DETAILS = 'summary="Built, tested",percentComplete=100'
                    }
                    stages {
                        stage('Report') {
                            steps {
                                %s
                            }
                        }
                    }
                    post {
                        success {
                            %s
                        }
                    }
                }
                """
                        .formatted(step, post));
    }

}
