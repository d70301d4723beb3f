package io.jenkins.plugins.codepipeline.demo.jenkins;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.Action;
import hudson.model.BooleanParameterValue;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import java.util.Map;
import java.util.Optional;
import jenkins.model.ParameterizedJobMixIn;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** Each test is a start of the same Jenkins. */
public class DemoJenkinsTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private DemoCodePipeline aws;

    @Before
    public void start() throws Exception {
        DemoJenkins.get().setUp(JENKINS.jenkins, JENKINS.getURL().toString());
        aws = DemoJenkins.get().endpoint().get();
    }

    @After
    public void stop() {
        DemoJenkins.get().tearDown();
    }

    @Test
    public void thereIsAJobOfEachKind() {
        assertThat(
                JENKINS.jenkins.getJobNames(), containsInAnyOrder("scripted", "declarative", "freestyle", "wrong-input"));
    }

    @Test
    public void aScriptedPipelineReportsTheJobThatItIsOffered() throws Exception {
        assertThat(reportedBy("scripted").outputVariables(), is(Map.of("imageTag", "1.4.2", "servers", "12")));
    }

    @Test
    public void aDeclarativePipelineReportsInItsPostSection() throws Exception {
        assertThat(reportedBy("declarative").executionDetails().summary(), is("Built, tested"));
    }

    @Test
    public void aFreestyleJobReportsWithItsParameters() throws Exception {
        assertThat(reportedBy("freestyle").executionDetails().summary(), is("Deployed 1.4.2"));
    }

    @Test
    public void wrongInputFailsWithEachOfItsProblemsAndSendsNothing() throws Exception {
        assertThat(
                JenkinsRule.getLog(build(Result.FAILURE, "wrong-input")),
                allOf(
                        containsString("The input has 5 problems"),
                        containsString("executionDetails.percentComplete: got 150"),
                        not(containsString("\tat "))));
        assertThat(aws.exchanges(), is(empty()));
    }

    @Test
    public void anActionThatGoesOnIsOfferedToTheNextBuild() throws Exception {
        String id = aws.jobs().inProgress().id();
        Run<?, ?> build = build(
                Result.SUCCESS,
                "scripted",
                new ParametersAction(
                        new StringParameterValue("CODEPIPELINE_JOB_ID", id), new BooleanParameterValue("GOES_ON", true)));
        assertThat(aws.jobs().inProgress().continuationToken(), is(Optional.of("deployment-" + build.getNumber())));
    }

    @Test
    public void theSidePanelLeadsToThePageOfTheEndpoint() throws Exception {
        try (WebClient browser = JENKINS.createWebClient()) {
            assertThat(
                    browser.goTo("").getAnchorByText("Demo of AWS CodePipeline").getHrefAttribute(),
                    is(aws.uri().toString()));
        }
    }

    private PutJobSuccessResultRequest reportedBy(String name) throws Exception {
        String id = aws.jobs().inProgress().id();
        build(Result.SUCCESS, name);
        assertThat(aws.jobs().find(id).get().status(), is(JobStatus.SUCCEEDED));
        return aws.jobs().find(id).get().result().get();
    }

    private static Run<?, ?> build(Result expected, String name, Action... actions) throws Exception {
        Job<?, ?> job = JENKINS.jenkins.getItemByFullName(name, Job.class);
        return JENKINS.assertBuildStatus(expected, (Run<?, ?>)
                ParameterizedJobMixIn.scheduleBuild2(job, 0, actions).getFuture().get());
    }
}
