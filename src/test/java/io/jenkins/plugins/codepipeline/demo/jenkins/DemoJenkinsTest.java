package io.jenkins.plugins.codepipeline.demo.jenkins;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import hudson.model.Action;
import hudson.model.BooleanParameterValue;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.demo.aws.PipelineExecution;
import java.net.URL;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jenkins.model.ParameterizedJobMixIn;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import software.amazon.awssdk.services.codepipeline.model.ExecutionDetails;
import software.amazon.awssdk.services.codepipeline.model.FailureDetails;

public class DemoJenkinsTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static DemoCodePipeline aws;

    @BeforeClass
    public static void start() throws Exception {
        DemoJenkins.get().setUp(JENKINS.jenkins, JENKINS.getURL().toString());
        aws = DemoJenkins.get().endpoint().get();
    }

    @AfterClass
    public static void stop() {
        DemoJenkins.get().tearDown();
    }

    @Test
    public void thereIsAJobOfEachKind() {
        assertThat(
                JENKINS.jenkins.getJobNames(),
                containsInAnyOrder("deploy-pipeline", "deploy-freestyle", "scripted", "wrong-input"));
    }

    @Test
    public void aReleasedChangeStartsAPipelineThatReportsItsSuccess() throws Exception {
        assertThat(success(aws.pipeline("shop").releaseChange()).summary(), is("Deployed to production"));
    }

    @Test
    public void aReleasedChangeStartsAFreestyleBuildThatReportsItsSuccess() throws Exception {
        assertThat(success(aws.pipeline("blog").releaseChange()).summary(), is("Deployed to staging"));
    }

    @Test
    public void aFaultyChangeTurnsTheActionOfAPipelineRed() throws Exception {
        assertThat(failure(aws.pipeline("shop").releaseFaultyChange()).message(), containsString("The smoke test failed"));
    }

    @Test
    public void aFaultyChangeTurnsTheActionOfAFreestyleJobRed() throws Exception {
        assertThat(failure(aws.pipeline("blog").releaseFaultyChange()).message(), containsString("FAILURE"));
    }

    @Test
    public void thePageOfTheEndpointLeadsToTheBuild() throws Exception {
        String number = success(aws.pipeline("shop").releaseChange()).externalExecutionId();
        try (WebClient browser = JENKINS.createWebClient()) {
            HtmlPage page = browser.getPage(aws.uri().toURL());
            String url = JENKINS.getURL() + "job/deploy-pipeline/" + number + '/';
            assertThat(page.getAnchors().stream().map(HtmlAnchor::getHrefAttribute).toList(), hasItem(url));
            browser.getPage(new URL(url));
        }
    }

    @Test
    public void aScriptedPipelineReportsTheJobThatItIsOffered() throws Exception {
        String id = aws.jobs().inProgressByHand().id();
        build(Result.SUCCESS, "scripted");
        assertThat(
                aws.jobs().get(id).success().get().outputVariables(), is(Map.of("imageTag", "1.4.2", "servers", "12")));
    }

    @Test
    public void anActionThatGoesOnIsOfferedToTheNextBuild() throws Exception {
        String id = aws.jobs().inProgressByHand().id();
        Run<?, ?> build = build(
                Result.SUCCESS,
                "scripted",
                new ParametersAction(
                        new StringParameterValue("CODEPIPELINE_JOB_ID", id), new BooleanParameterValue("GOES_ON", true)));
        assertThat(
                aws.jobs().inProgressByHand().data().continuationToken(), is("deployment-" + build.getNumber()));
    }

    @Test
    public void wrongInputFailsWithEachOfItsProblemsAndSendsNothing() throws Exception {
        int sent = aws.exchanges().count(Operation.PUT_JOB_SUCCESS_RESULT);
        assertThat(
                JenkinsRule.getLog(build(Result.FAILURE, "wrong-input")),
                allOf(
                        containsString("executionDetails.percentComplete: got 150"),
                        containsString("outputVariables['image tag']"),
                        not(containsString("\tat "))));
        assertThat(aws.exchanges().count(Operation.PUT_JOB_SUCCESS_RESULT), is(sent));
    }

    @Test
    public void noPortIsOpenForAgents() {
        assertThat(JENKINS.jenkins.getTcpSlaveAgentListener(), is(nullValue()));
    }

    @Test
    public void jenkinsEndsAfterMaven() throws Exception {
        Process maven = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version").start();
        CountDownLatch ended = new CountDownLatch(1);

        DemoJenkins.afterEndOf(maven.toHandle(), ended::countDown);

        assertThat(ended.await(1, TimeUnit.MINUTES), is(true));
    }

    @Test
    public void theSidePanelLeadsToThePageOfTheEndpoint() throws Exception {
        try (WebClient browser = JENKINS.createWebClient()) {
            assertThat(
                    browser.goTo("").getAnchorByText("AWS CodePipeline demo").getHrefAttribute(),
                    is(aws.uri().toString()));
        }
    }

    @Test
    public void anotherStartKeepsTheJobsAndMovesThemToTheNewEndpoint() throws Exception {
        stop();
        start();
        assertThat(JENKINS.jenkins.getJobNames(), hasSize(4));
        success(aws.pipeline("shop").releaseChange());
    }

    private static ExecutionDetails success(PipelineExecution execution) throws InterruptedException {
        aws.await(() -> !execution.isInProgress());
        assertThat(execution.job().state(), is(JobState.SUCCEEDED));
        return execution.job().success().get().executionDetails();
    }

    private static FailureDetails failure(PipelineExecution execution) throws InterruptedException {
        aws.await(() -> !execution.isInProgress());
        assertThat(execution.job().state(), is(JobState.FAILED));
        return execution.job().failure().get().failureDetails();
    }

    private static Run<?, ?> build(Result expected, String name, Action... actions) throws Exception {
        Job<?, ?> job = JENKINS.jenkins.getItemByFullName(name, Job.class);
        return JENKINS.assertBuildStatus(expected, (Run<?, ?>)
                ParameterizedJobMixIn.scheduleBuild2(job, 0, actions).getFuture().get());
    }
}
