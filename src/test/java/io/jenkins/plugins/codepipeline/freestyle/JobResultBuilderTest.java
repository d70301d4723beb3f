package io.jenkins.plugins.codepipeline.freestyle;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertTrue;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentialsBinding;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.step.CurrentRevision;
import io.jenkins.plugins.codepipeline.step.ExecutionDetails;
import io.jenkins.plugins.codepipeline.step.FailureDetails;
import io.jenkins.plugins.codepipeline.step.JobResultStep;
import io.jenkins.plugins.codepipeline.step.OutputVariable;
import io.jenkins.plugins.codepipeline.step.OutputVariables;
import io.jenkins.plugins.codepipeline.step.PutJobFailureResultStep;
import io.jenkins.plugins.codepipeline.step.PutJobSuccessResultStep;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

public class JobResultBuilderTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    private final PutJobSuccessResultStep step = new PutJobSuccessResultStep();
    private JobResultStep result = step;

    @Before
    public void setDefaults() throws Exception {
        jenkins.addCredentials("worker", "AKIDWORKER");
        CodePipelineConfiguration.get().setRegion("eu-west-1");
    }

    @Test
    public void aJobWithParametersSendsWhatThePipelineStepSends() throws Exception {
        CurrentRevision revision = new CurrentRevision("${REVISION}", "$CHANGE");
        revision.setCreated("${CREATED}");
        ExecutionDetails details = new ExecutionDetails();
        details.setSummary("Built ${CHANGE}, tested");
        details.setExternalExecutionId("${NOTHING}");
        details.setPercentComplete("${PERCENT}");
        step.setJobId("${JOB_ID}");
        step.setCredentialsId("${WHO}");
        step.setRegion("${WHERE}");
        step.setContinuationToken("${NOTHING}");
        step.setCurrentRevision(revision);
        step.setExecutionDetails(details);
        step.setOutputVariables(new OutputVariables(List.of(new OutputVariable("tag_${CHANGE}", "1.${PERCENT}"))));

        FreeStyleBuild build = run(
                Result.SUCCESS,
                "JOB_ID", JenkinsWithAws.JOB_ID,
                "REVISION", "r1",
                "CHANGE", "c1",
                "CREATED", "2026-01-02",
                "PERCENT", "100",
                "WHO", "worker",
                "WHERE", "us-east-2",
                "NOTHING", "");
        jenkins.run(
                Result.SUCCESS,
                """
                putJobSuccessResult(
                    jobId: '11111111-abcd-1111-abcd-111111abcdef', credentialsId: 'worker', region: 'us-east-2',
                    currentRevision: [revision: 'r1', changeIdentifier: 'c1', created: '2026-01-02'],
                    executionDetails: [summary: 'Built c1, tested', percentComplete: 100],
                    outputVariables: [tag_c1: '1.100'])
                """);

        List<String> bodies = jenkins.aws.bodies();
        assertThat(bodies, hasSize(2));
        assertTrue(bodies.get(0), equalToJson(bodies.get(1)).match(bodies.get(0)).isExactMatch());
        assertThat(bodies.get(0), containsString("\"tag_c1\":\"1.100\""));
        JENKINS.assertLogContains("AWS CodePipeline recorded the result", build);
        JENKINS.assertLogContains("in us-east-2 at " + jenkins.aws.uri() + " with the credentials 'worker'", build);
    }

    @Test
    public void everyNotationIsTakenAndExpanded() throws Exception {
        step.setCredentialsId("worker");
        step.setCliInputJson("{\"jobId\": \"${JOB_ID}\", \"executionDetails\": {\"percentComplete\": 7}}");

        run(Result.SUCCESS, "JOB_ID", JenkinsWithAws.JOB_ID);

        assertTrue(equalToJson("{\"jobId\": \"" + JenkinsWithAws.JOB_ID + "\", \"executionDetails\": {\"percentComplete\": 7}}")
                .match(jenkins.aws.bodies().get(0))
                .isExactMatch());
    }

    @Test
    public void aVariableWithinJsonIsATextWhateverItsCharacters() throws Exception {
        step.setCredentialsId("worker");
        step.setCliInputJson("{\"jobId\": \"" + JenkinsWithAws.JOB_ID + "\", \"executionDetails\": {\"summary\": \"${MESSAGE}\"}}");

        run(Result.SUCCESS, "MESSAGE", "say \"x\"}, \"outputVariables\": {\"tag\": \"evil\"}");

        assertTrue(equalToJson("{\"jobId\": \"" + JenkinsWithAws.JOB_ID + "\", \"executionDetails\": {\"summary\":"
                        + " \"say \\\"x\\\"}, \\\"outputVariables\\\": {\\\"tag\\\": \\\"evil\\\"}\"}}")
                .match(jenkins.aws.bodies().get(0))
                .isExactMatch());
    }

    @Test
    public void aVariableMayBeAllOfTheJson() throws Exception {
        step.setCredentialsId("worker");
        step.setCliInputJson("${RESULT}");

        run(Result.SUCCESS, "RESULT", "{\"jobId\": \"" + JenkinsWithAws.JOB_ID + "\"}");

        assertThat(jenkins.aws.requests(), hasSize(1));
    }

    @Test
    public void namesThatBecomeTheSameLoseNoOutputVariable() throws Exception {
        step.setJobId(JenkinsWithAws.JOB_ID);
        step.setOutputVariables(new OutputVariables(List.of(new OutputVariable("${A}", "1"), new OutputVariable("${B}", "2"))));

        JENKINS.assertLogContains(
                "  outputVariables['tag']: got a list of 2 values; allowed: text", run(Result.FAILURE, "A", "tag", "B", "tag"));
    }

    @Test
    public void aStepWithoutAnyFieldSaysWhatIsMissing() throws Exception {
        FreeStyleProject project = JENKINS.createFreeStyleProject();
        project.getBuildersList().add(new JobResultBuilder(null));

        JENKINS.assertLogContains(
                "  jobId: got nothing; allowed:", JENKINS.assertBuildStatus(Result.FAILURE, project.scheduleBuild2(0)));
    }

    @Test
    public void theBuildFailsWithAllProblemsAndNoStackTrace() throws Exception {
        step.setJobId("${MISSING}");
        step.setOutputVariables(new OutputVariables(List.of(new OutputVariable("a", "1"), new OutputVariable("a", "2"))));

        FreeStyleBuild build = run(Result.FAILURE);

        String log = JenkinsRule.getLog(build);
        assertThat(log, containsString("ERROR: The input has 2 problems, so nothing was sent to AWS CodePipeline:"));
        assertThat(log, containsString("  jobId: got \"${MISSING}\"; allowed: a CodePipeline job ID"));
        assertThat(log, containsString("  outputVariables['a']: got a list of 2 values; allowed: text"));
        assertThat(log, not(containsString("\tat ")));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void aFailureIsSentWithTheVariablesOfTheBuild() throws Exception {
        FailureDetails details = new FailureDetails("JobFailed", "${REASON}");
        details.setExternalExecutionId("${BUILD_NUMBER}");
        putFailure(details);

        FreeStyleBuild build = run(Result.SUCCESS, "REASON", "The smoke test failed");

        jenkins.assertSent("{\"jobId\": \"" + JenkinsWithAws.JOB_ID + "\", \"failureDetails\": {\"type\": \"JobFailed\","
                + " \"message\": \"The smoke test failed\", \"externalExecutionId\": \"1\"}}");
        JENKINS.assertLogContains("Sending PutJobFailureResult to AWS CodePipeline in eu-west-1", build);
    }

    @Test
    public void aVariableThatMakesTheMessageTooLongIsRefused() throws Exception {
        putFailure(new FailureDetails("JobFailed", "${LOG}"));

        JENKINS.assertLogContains(
                "(5001 characters); allowed: text of 1 to 5000 characters", run(Result.FAILURE, "LOG", "x".repeat(5001)));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    private void putFailure(FailureDetails details) {
        PutJobFailureResultStep failure = new PutJobFailureResultStep();
        failure.setJobId(JenkinsWithAws.JOB_ID);
        failure.setCredentialsId("worker");
        failure.setFailureDetails(details);
        result = failure;
    }

    @Test
    public void theCredentialsOfTheBuildsEnvironmentAreTaken() throws Exception {
        step.setJobId(JenkinsWithAws.JOB_ID);
        FreeStyleProject project = project();
        project.getBuildWrappersList()
                .add(new SecretBuildWrapper(List.of(new AmazonWebServicesCredentialsBinding(
                        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "worker"))));

        JENKINS.assertBuildStatus(Result.SUCCESS, project.scheduleBuild2(0));

        assertThat(jenkins.signer(), is("AKIDWORKER"));
    }

    @Test
    public void theSkeletonIsPrinted() throws Exception {
        step.setGenerateCliSkeleton("input");

        JENKINS.assertLogContains("    \"continuationToken\": \"\",", run(Result.SUCCESS));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    /** Runs the step in a build with parameters, given as names and values by turns. */
    private FreeStyleBuild run(Result expected, String... parameters) throws Exception {
        List<ParameterDefinition> definitions = new ArrayList<>();
        List<ParameterValue> values = new ArrayList<>();
        for (int i = 0; i < parameters.length; i += 2) {
            definitions.add(new StringParameterDefinition(parameters[i], ""));
            values.add(new StringParameterValue(parameters[i], parameters[i + 1]));
        }
        FreeStyleProject project = project();
        project.addProperty(new ParametersDefinitionProperty(definitions));
        return JENKINS.assertBuildStatus(expected, project.scheduleBuild2(0, new ParametersAction(values)));
    }

    private FreeStyleProject project() throws Exception {
        FreeStyleProject project = JENKINS.createFreeStyleProject();
        project.getBuildersList().add(new JobResultBuilder(result));
        return project;
    }
}
