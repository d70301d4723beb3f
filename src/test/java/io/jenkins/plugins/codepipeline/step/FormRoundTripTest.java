package io.jenkins.plugins.codepipeline.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.isA;
import static org.hamcrest.Matchers.not;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.freestyle.JobResultBuilder;
import io.jenkins.plugins.codepipeline.freestyle.JobResultNotifier;
import io.jenkins.plugins.codepipeline.result.JobResultRequests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.CoreStep;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.Before;
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

    private static PutJobSuccessResultStep success() {
        CurrentRevision revision = new CurrentRevision("r1", "c1");
        revision.setCreated("2026-01-02T03:04:05Z");
        revision.setRevisionSummary("Fix 'the' \"login\" <page>");
        ExecutionDetails details = new ExecutionDetails();
        details.setSummary("Built, tested");
        details.setExternalExecutionId("http://j/1");
        details.setPercentComplete("100");
        PutJobSuccessResultStep step = withOptions(new PutJobSuccessResultStep());
        step.setCurrentRevision(revision);
        step.setExecutionDetails(details);
        step.setOutputVariables(
                new OutputVariables(List.of(new OutputVariable("imageTag", "1.4.2"), new OutputVariable("empty", ""))));
        step.setContinuationToken("token");
        return step;
    }

    private static PutJobFailureResultStep failure() {
        FailureDetails details = new FailureDetails("PermissionError", "No 'rights'\nto \"deploy\" <here>");
        details.setExternalExecutionId("7");
        PutJobFailureResultStep step = withOptions(new PutJobFailureResultStep());
        step.setFailureDetails(details);
        return step;
    }

    private static <T extends JobResultStep> T withOptions(T step) {
        step.setJobId(JenkinsWithAws.JOB_ID);
        step.setCliInputJson("{\"jobId\": \"x\"}");
        step.setGenerateCliSkeleton("output");
        step.setCredentialsId("worker");
        step.setRegion("eu-west-1");
        return step;
    }

    @Before
    public void addCredentials() throws Exception {
        jenkins.addCredentials("worker", "AKIDWORKER");
    }

    @Test
    public void theStepsFormKeepsEveryField() throws Exception {
        for (JobResultStep step : List.of(success(), failure())) {
            JENKINS.assertEqualDataBoundBeans(step, new StepConfigTester(JENKINS).configRoundTrip(step));
        }
        GetJobDetailsStep details = new GetJobDetailsStep();
        details.setJobId(JenkinsWithAws.JOB_ID);
        details.setCredentialsId("worker");
        details.setRegion("eu-west-1");
        JENKINS.assertEqualDataBoundBeans(details, new StepConfigTester(JENKINS).configRoundTrip(details));
    }

    @Test
    public void anEmptyFormStaysEmpty() throws Exception {
        for (JobResultStep step : List.of(new PutJobSuccessResultStep(), new PutJobFailureResultStep())) {
            JENKINS.assertEqualDataBoundBeans(step, new StepConfigTester(JENKINS).configRoundTrip(step));
        }
    }

    @Test
    public void theListOfFailureTypesBeginsWithTheOneThatFitsMost() {
        assertThat(
                JENKINS.jenkins.getDescriptorByType(FailureDetails.DescriptorImpl.class).doFillTypeItems(null).stream()
                        .map(option -> option.value)
                        .toList(),
                contains(
                        "JobFailed",
                        "ConfigurationError",
                        "PermissionError",
                        "RevisionOutOfSync",
                        "RevisionUnavailable",
                        "SystemUnavailable"));
    }

    @Test
    public void theFreestyleFormKeepsEveryFieldOfEitherResult() throws Exception {
        for (JobResultStep step : List.of(success(), failure())) {
            FreeStyleProject project = JENKINS.createFreeStyleProject();
            project.getBuildersList().add(new JobResultBuilder(step));

            JENKINS.configRoundtrip(project);

            JENKINS.assertEqualDataBoundBeans(
                    step, project.getBuildersList().get(JobResultBuilder.class).getResult());
        }
    }

    @Test
    public void thePostBuildActionsFormKeepsEveryField() throws Exception {
        JobResultNotifier full = new JobResultNotifier(success());
        full.setFailureDetails(failure().getFailureDetails());
        full.setUnstableIsSuccess(true);
        for (JobResultNotifier notifier : List.of(full, new JobResultNotifier(null))) {
            FreeStyleProject project = JENKINS.createFreeStyleProject();
            project.getPublishersList().add(notifier);

            JENKINS.configRoundtrip(project);

            JENKINS.assertEqualDataBoundBeans(notifier, project.getPublishersList().get(JobResultNotifier.class));
        }
    }

    /** Plain fields can be read by any later version, whatever becomes of the classes of a map or a list. */
    @Test
    public void aFreestyleJobIsStoredAsNamedFields() throws Exception {
        FreeStyleProject project = JENKINS.createFreeStyleProject();
        project.getBuildersList().add(new JobResultBuilder(success()));
        project.getBuildersList().add(new JobResultBuilder(failure()));
        project.getPublishersList().add(new JobResultNotifier(success()));

        String xml = project.getConfigFile().asString();

        for (String field : List.of(
                "<jobId>11111111-abcd-1111-abcd-111111abcdef</jobId>",
                "<changeIdentifier>c1</changeIdentifier>",
                "<percentComplete>100</percentComplete>",
                "<name>imageTag</name>",
                "<type>PermissionError</type>",
                "<unstableIsSuccess>false</unstableIsSuccess>")) {
            assertThat(xml, containsString(field));
        }
        assertThat(xml, not(containsString("hash-map")));
        assertThat(xml, not(containsString("java.util")));
        assertThat(xml, not(containsString("Arguments")));
    }

    @Test
    public void aSnippetBeginsWithTheJobAndHasTheMapForm() throws Exception {
        assertSnippet(
                success(),
                "putJobSuccessResult jobId: '11111111-abcd-1111-abcd-111111abcdef', cliInputJson: '{\"jobId\": \"x\"}',"
                        + " continuationToken: 'token', credentialsId: 'worker', currentRevision: [changeIdentifier: 'c1',"
                        + " created: '2026-01-02T03:04:05Z', revision: 'r1', revisionSummary: 'Fix \\'the\\' \"login\" <page>'],"
                        + " executionDetails: [externalExecutionId: 'http://j/1', percentComplete: 100,"
                        + " summary: 'Built, tested'], generateCliSkeleton: 'output',"
                        + " outputVariables: [imageTag: '1.4.2', empty: ''], region: 'eu-west-1'");
        assertSnippet(
                failure(),
                "putJobFailureResult jobId: '11111111-abcd-1111-abcd-111111abcdef', cliInputJson: '{\"jobId\": \"x\"}',"
                        + " credentialsId: 'worker', failureDetails: [externalExecutionId: '7',"
                        + " message: '''No \\'rights\\'\nto \"deploy\" <here>''', type: 'PermissionError'],"
                        + " generateCliSkeleton: 'output', region: 'eu-west-1'");
    }

    @Test
    public void aSnippetOfAFormWithMistakesLosesNothing() throws Exception {
        ExecutionDetails details = new ExecutionDetails();
        details.setPercentComplete("many");
        PutJobSuccessResultStep step = new PutJobSuccessResultStep();
        step.setExecutionDetails(details);
        step.setOutputVariables(new OutputVariables(List.of(new OutputVariable("a", "1"), new OutputVariable("a", "2"))));

        assertSnippet(
                step, "putJobSuccessResult executionDetails: [percentComplete: 'many'], outputVariables: [a: ['1', '2']]");
    }

    @Test
    public void aSnippetOfBlocksThatAreOpenButEmptyIsTheSameStep() throws Exception {
        PutJobSuccessResultStep step = new PutJobSuccessResultStep();
        step.setExecutionDetails(new ExecutionDetails());
        step.setOutputVariables(new OutputVariables(null));

        assertSnippet(step, "putJobSuccessResult executionDetails: [], outputVariables: []");
        jenkins.setDefaults();
        jenkins.run(
                Result.SUCCESS,
                "putJobSuccessResult executionDetails: [], outputVariables: [], jobId: '" + JenkinsWithAws.JOB_ID + "'");
        jenkins.assertSent("{\"jobId\": \"" + JenkinsWithAws.JOB_ID + "\", \"executionDetails\": {}, \"outputVariables\": {}}");
    }

    /** A script keeps its arguments in another form than a form does, so it is what they come to that has to be equal. */
    private static void assertSnippet(JobResultStep step, String snippet) {
        assertThat(Snippetizer.object2Groovy(step), is(snippet));
        assertThat(
                JobResultRequests.of(ScriptedStep.of(snippet).toArguments()), is(JobResultRequests.of(step.toArguments())));
    }

    /** Through the page itself, with what its form sends. */
    @Test
    public void theSnippetGeneratorGivesTheSnippet() throws Exception {
        new SnippetizerTester(JENKINS)
                .assertGenerateSnippet(
                        "{'stapler-class': '" + PutJobFailureResultStep.class.getName() + "', 'jobId': 'x', 'failureDetails':"
                                + " {'type': 'JobFailed', 'message': 'm', 'externalExecutionId': ''}}",
                        "putJobFailureResult jobId: 'x', failureDetails: [message: 'm', type: 'JobFailed']",
                        null);
    }

    /** There the build step would know neither the secrets of a Pipeline nor its restarts. */
    @Test
    public void theSnippetGeneratorOffersNoFreestyleStep() {
        assertThat(
                JENKINS.jenkins.getDescriptorByType(CoreStep.DescriptorImpl.class).getApplicableDescriptors(),
                not(hasItem(isA(JobResultBuilder.DescriptorImpl.class))));
        assertThat(
                new Snippetizer().getQuasiDescriptors(false).stream()
                        .map(offer -> offer.getSymbol())
                        .filter(symbol -> symbol.matches("(?i).*(codePipeline|job.*Result|jobDetails).*"))
                        .toList(),
                contains("getJobDetails", "putJobFailureResult", "putJobSuccessResult"));
    }

    @Test
    public void theStepReferenceCanBeMade() throws Exception {
        for (Class<? extends Step> step :
                List.of(PutJobSuccessResultStep.class, PutJobFailureResultStep.class, GetJobDetailsStep.class)) {
            SnippetizerTester.assertDocGeneration(step);
        }
    }

    @Test
    public void everyFieldHasAHelpTextWithAnExample() throws Exception {
        List<String> without = new ArrayList<>();
        for (Class<?> type : List.of(
                PutJobSuccessResultStep.class,
                PutJobFailureResultStep.class,
                GetJobDetailsStep.class,
                CurrentRevision.class,
                ExecutionDetails.class,
                FailureDetails.class,
                OutputVariables.class,
                OutputVariable.class,
                JobResultBuilder.class,
                JobResultNotifier.class)) {
            for (DescribableParameter field : new DescribableModel<>(type).getParameters()) {
                if (!help(type, field.getName()).matches("(?s).*<(code|pre)>.*")) {
                    without.add(type.getSimpleName() + "." + field.getName());
                }
            }
        }
        assertThat(without, is(empty()));
    }

    /** Of the class itself, or of the nearest one that it extends. */
    private static String help(Class<?> type, String field) throws IOException {
        for (Class<?> owner = type; owner != Object.class; owner = owner.getSuperclass()) {
            try (InputStream help = owner.getResourceAsStream(owner.getSimpleName() + "/help-" + field + ".html")) {
                if (help != null) {
                    return new String(help.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        return "";
    }
}
