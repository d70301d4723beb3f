package io.jenkins.plugins.codepipeline.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertEquals;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.freestyle.PutJobSuccessResultBuilder;
import io.jenkins.plugins.codepipeline.report.SuccessResult;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** What is given in a form comes back from it, and is the same as a script. */
public class FormRoundTripTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    private static PutJobSuccessResultStep full() {
        CurrentRevision revision = new CurrentRevision("r1", "c1");
        revision.setCreated("2026-01-02T03:04:05Z");
        revision.setRevisionSummary("Fix 'the' \"login\" <page>");
        ExecutionDetails details = new ExecutionDetails();
        details.setSummary("Built, tested");
        details.setExternalExecutionId("http://j/1");
        details.setPercentComplete("100");
        PutJobSuccessResultStep step = new PutJobSuccessResultStep();
        step.setJobId(JenkinsWithAws.JOB_ID);
        step.setCurrentRevision(revision);
        step.setExecutionDetails(details);
        step.setOutputVariables(
                new OutputVariables(List.of(new OutputVariable("imageTag", "1.4.2"), new OutputVariable("empty", ""))));
        step.setContinuationToken("token");
        step.setCliInputJson("{\"jobId\": \"x\"}");
        step.setGenerateCliSkeleton("output");
        step.setCredentialsId("worker");
        step.setRegion("eu-west-1");
        return step;
    }

    @Test
    public void theStepsFormKeepsEveryField() throws Exception {
        jenkins.addCredentials("worker", "AKIDWORKER");

        PutJobSuccessResultStep same = new StepConfigTester(JENKINS).configRoundTrip(full());

        assertEquals(full().toResult(), same.toResult());
        JENKINS.assertEqualDataBoundBeans(full(), same);
    }

    @Test
    public void anEmptyFormStaysEmpty() throws Exception {
        SuccessResult same = new StepConfigTester(JENKINS).configRoundTrip(new PutJobSuccessResultStep()).toResult();

        assertEquals(new PutJobSuccessResultStep().toResult(), same);
        assertThat(same.tree().entrySet(), is(empty()));
    }

    @Test
    public void theFreestyleFormKeepsEveryField() throws Exception {
        jenkins.addCredentials("worker", "AKIDWORKER");
        FreeStyleProject project = JENKINS.createFreeStyleProject();
        project.getBuildersList().add(new PutJobSuccessResultBuilder(full()));

        JENKINS.configRoundtrip(project);

        PutJobSuccessResultStep same =
                project.getBuildersList().get(PutJobSuccessResultBuilder.class).getResult();
        assertEquals(full().toResult(), same.toResult());
        JENKINS.assertEqualDataBoundBeans(full(), same);
    }

    @Test
    public void aSnippetHasTheMapFormAndIsTheSameStep() throws Exception {
        new SnippetizerTester(JENKINS)
                .assertRoundTrip(
                        full(),
                        "putJobSuccessResult cliInputJson: '{\"jobId\": \"x\"}', continuationToken: 'token',"
                                + " credentialsId: 'worker', currentRevision: [changeIdentifier: 'c1',"
                                + " created: '2026-01-02T03:04:05Z', revision: 'r1', revisionSummary: 'Fix \\'the\\' \"login\" <page>'],"
                                + " executionDetails: [externalExecutionId: 'http://j/1', percentComplete: 100,"
                                + " summary: 'Built, tested'], generateCliSkeleton: 'output',"
                                + " jobId: '11111111-abcd-1111-abcd-111111abcdef',"
                                + " outputVariables: [imageTag: '1.4.2', empty: ''], region: 'eu-west-1'");
    }

    @Test
    public void aSnippetOfAFormWithMistakesLosesNothing() throws Exception {
        ExecutionDetails details = new ExecutionDetails();
        details.setPercentComplete("many");
        PutJobSuccessResultStep step = new PutJobSuccessResultStep();
        step.setExecutionDetails(details);
        step.setOutputVariables(new OutputVariables(List.of(new OutputVariable("a", "1"), new OutputVariable("a", "2"))));

        new SnippetizerTester(JENKINS)
                .assertRoundTrip(
                        step, "putJobSuccessResult executionDetails: [percentComplete: 'many'], outputVariables: [a: ['1', '2']]");
    }

    @Test
    public void aSnippetOfBlocksThatAreOpenButEmptyIsTheSameStep() throws Exception {
        PutJobSuccessResultStep step = new PutJobSuccessResultStep();
        step.setExecutionDetails(new ExecutionDetails());
        step.setOutputVariables(new OutputVariables(null));

        new SnippetizerTester(JENKINS)
                .assertRoundTrip(step, "putJobSuccessResult executionDetails: [], outputVariables: []");
        jenkins.setDefaults();
        jenkins.run(
                Result.SUCCESS,
                "putJobSuccessResult executionDetails: [], outputVariables: [], jobId: '" + JenkinsWithAws.JOB_ID + "'");
        jenkins.assertSent("{\"jobId\": \"" + JenkinsWithAws.JOB_ID + "\", \"executionDetails\": {}, \"outputVariables\": {}}");
    }

    @Test
    public void theStepReferenceCanBeMade() throws Exception {
        SnippetizerTester.assertDocGeneration(PutJobSuccessResultStep.class);
    }

    @Test
    public void everyFieldHasAHelpTextWithAnExample() throws Exception {
        List<String> without = new ArrayList<>();
        for (Class<?> type : List.of(
                PutJobSuccessResultStep.class, CurrentRevision.class, ExecutionDetails.class, OutputVariables.class, OutputVariable.class)) {
            for (String field : new DescribableModel<>(type)
                    .getParameters().stream().map(parameter -> parameter.getName()).toList()) {
                try (InputStream help = type.getResourceAsStream(type.getSimpleName() + "/help-" + field + ".html")) {
                    if (help == null || !new String(help.readAllBytes(), StandardCharsets.UTF_8).matches("(?s).*<(code|pre)>.*")) {
                        without.add(type.getSimpleName() + "." + field);
                    }
                }
            }
        }
        assertThat(without, is(empty()));
    }
}
