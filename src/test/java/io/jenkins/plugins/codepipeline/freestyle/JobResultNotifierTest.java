package io.jenkins.plugins.codepipeline.freestyle;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentialsBinding;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.tasks.ArtifactArchiver;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.result.JobResultRecord;
import io.jenkins.plugins.codepipeline.result.JobResultState;
import io.jenkins.plugins.codepipeline.result.JobResultsAction;
import io.jenkins.plugins.codepipeline.step.ExecutionDetails;
import io.jenkins.plugins.codepipeline.step.FailureDetails;
import io.jenkins.plugins.codepipeline.step.PutJobSuccessResultStep;
import java.io.IOException;
import java.util.List;
import jenkins.model.CauseOfInterruption.UserInterruption;
import org.jenkinsci.plugins.credentialsbinding.impl.SecretBuildWrapper;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SleepBuilder;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.UnstableBuilder;

public class JobResultNotifierTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String ID = JenkinsWithAws.JOB_ID;

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    private final PutJobSuccessResultStep success = new PutJobSuccessResultStep();
    private final JobResultNotifier notifier = new JobResultNotifier(success);

    private FreeStyleProject job;

    @Before
    public void createJob() throws Exception {
        jenkins.setDefaults();
        success.setJobId(ID);
        job = JENKINS.createFreeStyleProject("deploy");
        job.getPublishersList().add(notifier);
    }

    @Test
    public void aSuccessIsToldWithItsFieldsAndTheVariablesOfTheBuild() throws Exception {
        ExecutionDetails details = new ExecutionDetails();
        details.setSummary("Deployed by ${JOB_NAME}");
        details.setExternalExecutionId("${BUILD_NUMBER}");
        details.setPercentComplete("100");
        success.setExecutionDetails(details);

        FreeStyleBuild build = run(Result.SUCCESS);

        jenkins.assertSent("{\"jobId\": \"" + ID + "\", \"executionDetails\": {\"summary\": \"Deployed by deploy\","
                + " \"externalExecutionId\": \"1\", \"percentComplete\": 100}}");
        JENKINS.assertLogContains("AWS CodePipeline recorded the result (request ID ", build);
    }

    /** The archiver stands behind the action in the list of the job, and fails the build all the same. */
    @Test
    public void aBuildWhoseArchivingFailsTellsAFailure() throws Exception {
        job.getPublishersList().add(new ArtifactArchiver("missing.txt"));

        run(Result.FAILURE);

        assertFailureSent(
                "JobFailed",
                "deploy #1: FAILURE. Step \u2018Archive the artifacts\u2019 failed: No artifacts found that match the file pattern"
                        + " \\\"missing.txt\\\". Configuration error?",
                "1");
    }

    @Test
    public void aFailureIsToldInItsOwnWordsWithTheVariablesOfTheBuild() throws Exception {
        FailureDetails details = new FailureDetails("ConfigurationError", "${JOB_NAME} failed in build ${BUILD_NUMBER}");
        details.setExternalExecutionId("${BUILD_TAG}");
        notifier.setFailureDetails(details);
        job.getBuildersList().add(new FailureBuilder());

        run(Result.FAILURE);

        assertFailureSent("ConfigurationError", "deploy failed in build 1", "jenkins-deploy-1");
    }

    @Test
    public void anUnstableBuildIsAFailureUnlessTheJobSaysOtherwise() throws Exception {
        job.getBuildersList().add(new UnstableBuilder());

        run(Result.UNSTABLE);
        assertFailureSent("JobFailed", "deploy #1: UNSTABLE", "1");

        jenkins.aws.records();
        notifier.setUnstableIsSuccess(true);
        run(Result.UNSTABLE);
        jenkins.assertSent("{\"jobId\": \"" + ID + "\"}");
    }

    @Test
    public void anAbortedBuildTellsWhoAbortedIt() throws Exception {
        job.getBuildersList().add(new SleepBuilder(600_000));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        JENKINS.waitForMessage("Sleeping", build);

        build.getExecutor().interrupt(Result.ABORTED, new UserInterruption("alice"));

        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(build));
        assertFailureSent("JobFailed", "deploy #1: ABORTED. Aborted by alice", "1");
    }

    @Test
    public void theNameOfABuildIsNoPlaceForVariables() throws Exception {
        job.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) throws IOException {
                build.setDisplayName("$$ ${JOB_NAME}");
                return false;
            }
        });

        run(Result.FAILURE);

        assertFailureSent("JobFailed", "deploy $$ ${JOB_NAME}: FAILURE", "1");
    }

    @Test
    public void aCallThatFailsIsInTheLogAndOnThePageAndChangesNoResult() throws Exception {
        jenkins.aws.refuses(400, "JobNotFoundException", "no such job");

        FreeStyleBuild build = run(Result.SUCCESS);

        JENKINS.assertLogContains(
                "AWS CodePipeline in eu-west-1 rejected PutJobSuccessResult: JobNotFoundException: no such job", build);
        JENKINS.assertLogNotContains("\tat ", build);
        List<JobResultRecord> results = build.getAction(JobResultsAction.class).getResults();
        assertThat(results, hasSize(1));
        assertThat(results.get(0).getState(), is(JobResultState.FAILED));
    }

    @Test
    public void aSecretOfTheBuildIsShownNowhere() throws Exception {
        String secret = "tiger-" + "0123456789".repeat(8);
        jenkins.addCredentials("other", secret);
        job.getBuildWrappersList()
                .add(new SecretBuildWrapper(List.of(new AmazonWebServicesCredentialsBinding("TOKEN", "UNUSED", "other"))));
        notifier.setFailureDetails(new FailureDetails("JobFailed", "x".repeat(170) + " ${TOKEN}"));
        job.getBuildersList().add(new FailureBuilder());

        FreeStyleBuild build = run(Result.FAILURE);

        assertThat(jenkins.aws.bodies().get(0), containsString(secret));
        JENKINS.assertLogNotContains("tiger-", build);
        assertThat(
                build.getAction(JobResultsAction.class).getResults().get(0).getSummary(), not(containsString("tiger-")));
    }

    @Test
    public void aCheckOfTheInputSendsNeitherResult() throws Exception {
        success.setGenerateCliSkeleton("output");

        run(Result.SUCCESS);
        job.getBuildersList().add(new FailureBuilder());
        run(Result.FAILURE);

        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    private FreeStyleBuild run(Result expected) throws Exception {
        return JENKINS.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    private void assertFailureSent(String type, String message, String externalExecutionId) {
        jenkins.assertSent("{\"jobId\": \"" + ID + "\", \"failureDetails\": {\"type\": \"" + type + "\", \"message\": \"" + message
                + "\", \"externalExecutionId\": \"" + externalExecutionId + "\"}}");
    }
}
