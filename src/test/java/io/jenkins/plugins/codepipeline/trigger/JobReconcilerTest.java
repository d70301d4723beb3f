package io.jenkins.plugins.codepipeline.trigger;

import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import io.jenkins.plugins.codepipeline.result.BuildOutcome;
import java.util.Map;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;
import software.amazon.awssdk.services.codepipeline.model.FailureType;

/** What the ledger says and what there is are brought together again. */
public class JobReconcilerTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithJobs jobs = new JenkinsWithJobs(JENKINS);

    /** A job that was acknowledged for an item, and that nobody works on. */
    private Job acknowledged(hudson.model.Job<?, ?> item) throws Exception {
        Job job = jobs.aws.jobs().add(
                java.util.UUID.randomUUID().toString(),
                jobs.aws.jobs().data(
                        ActionTypes.JENKINS.id(),
                        Map.of(ActionTypes.PROJECT_NAME, item.getName(), ActionTypes.ENVIRONMENT, "production"),
                        "shop",
                        "Deploy",
                        "Jenkins"),
                JobState.IN_PROGRESS);
        JobLedger.get().add(JenkinsWithJobs.polled(job, item.getFullName()).acknowledged());
        return job;
    }

    private static void twoRounds() {
        JobReconciler.get().doRun();
        JobReconciler.get().doRun();
    }

    @Test
    public void aJobWithoutABuildGetsOneInTheSecondRound() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        Job job = acknowledged(item);
        JobReconciler.get().doRun();
        assertThat(jobs.aws.exchanges().count(Operation.GET_JOB_DETAILS), is(0));
        JobReconciler.get().doRun();
        jobs.success(job);
        assertThat(item.getBuilds(), hasSize(1));
    }

    @Test
    public void aJobWhoseDetailsAreDeniedIsToldAndTriedAgain() throws Exception {
        jobs.aws.accessKeys().deny(JenkinsWithJobs.ACCESS_KEY_ID, Operation.GET_JOB_DETAILS);
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        Job job = acknowledged(item);
        twoRounds();
        await("the failure", () -> JobRetryScheduler.get().isFailing(job.id()));
        assertThat(JobLedger.get().find(job.id()).get().lastEvent(), containsString("codepipeline:GetJobDetails"));
        assertThat(ExtensionList.lookupSingleton(TriggerMonitor.class).isActivated(), is(true));
        jobs.aws.accessKeys().permit(JenkinsWithJobs.ACCESS_KEY_ID, Operation.GET_JOB_DETAILS);
        ExtensionList.lookupSingleton(CodePipelineJobsLink.class).doRetry(job.id());
        jobs.success(job);
        assertThat(JobRetryScheduler.get().isFailing(job.id()), is(false));
    }

    @Test
    public void aJobThatIsUnknownToCodePipelineIsForgotten() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        Job job = jobs.aws.jobs("us-east-1").queue(Map.of());
        JobLedger.get().add(JenkinsWithJobs.polled(job, item.getFullName()).acknowledged());
        twoRounds();
        await("the end", () -> JobLedger.get().find(job.id()).isEmpty());
        assertThat(item.getBuilds(), hasSize(0));
    }

    @Test
    public void aJobWhoseItemIsGoneFails() throws Exception {
        FreeStyleProject item = JENKINS.createFreeStyleProject("freestyle");
        Job job = acknowledged(item);
        JobLedger.get().update(job.id(), entry -> entry.withItem("gone/item"));
        twoRounds();
        assertThat(jobs.failure(job), is("The Jenkins job gone/item no longer exists."));
        assertThat(jobs.now(job).failure().get().failureDetails().typeAsString(), is("SystemUnavailable"));
    }

    @Test
    public void aBuildThatIsNotNotedIsFound() throws Exception {
        FreeStyleProject item = JENKINS.createFreeStyleProject("freestyle");
        Job job = acknowledged(item);
        LedgerEntry entry = JobLedger.get().find(job.id()).get();
        JobLedger.get().remove(job.id());
        JENKINS.assertBuildStatusSuccess(item.scheduleBuild2(0, new CodePipelineJobAction(entry.job(), null)));
        JobLedger.get().add(entry);
        twoRounds();
        assertThat(jobs.success(job), is("freestyle #1: SUCCESS"));
        assertThat(item.getBuilds(), hasSize(1));
    }

    /** The controller stopped after the build's page was stored, and before the ledger was. */
    @Test
    public void aResultThatThePageOfTheBuildHasIsNotSentAgain() throws Exception {
        WorkflowJob item = jobs.pipeline("putJobSuccessResult()");
        Job job = jobs.queue(item);
        jobs.result(job);
        await("the end of the build", () -> !jobs.firstBuild(item).isLogUpdated());
        JobLedger.get().add(JenkinsWithJobs.polled(job, "pipeline").acknowledged().building(1));
        JobReconciler.get().doRun();
        jobs.result(job);
        assertThat(jobs.aws.exchanges().count(Operation.PUT_JOB_SUCCESS_RESULT), is(1));
    }

    @Test
    public void ofTwoQueuedBuildsOfAJobOneIsCancelled() throws Exception {
        FreeStyleProject item = JENKINS.createFreeStyleProject("freestyle");
        item.setAssignedLabel(new LabelAtom("nowhere"));
        Job job = acknowledged(item);
        LedgerEntry entry = JobLedger.get().find(job.id()).get();
        item.scheduleBuild2(0, new CodePipelineJobAction(entry.job(), null));
        item.scheduleBuild2(0, new CodePipelineJobAction(entry.job(), null));
        await("both", () -> Queue.getInstance().getItems((Queue.Task) item).size() == 2);
        JobReconciler.get().reconcile();
        await("one", () -> Queue.getInstance().getItems((Queue.Task) item).size() == 1);
        assertThat(JobLedger.get().find(job.id()).get().state(), is(LedgerEntry.State.ACKNOWLEDGED));
        item.setAssignedLabel(null);
        jobs.success(job);
        assertThat(item.getBuilds(), hasSize(1));
    }

    /** A result that is to be sent, and that nobody sends. */
    private Job due(hudson.model.Job<?, ?> item) throws Exception {
        Job job = acknowledged(item);
        JobLedger.get().update(job.id(), entry -> entry.building(1).resultDue(BuildOutcome.failure(FailureType.JOB_FAILED, "Broken", "1")));
        return job;
    }

    @Test
    public void aResultThatNobodySendsIsSentInTheSecondRound() throws Exception {
        Job job = due(jobs.freestyle(new MockBuilder(Result.SUCCESS)));
        JobReconciler.get().doRun();
        assertThat(jobs.aws.exchanges().count(Operation.PUT_JOB_FAILURE_RESULT), is(0));
        JobReconciler.get().doRun();
        assertThat(jobs.failure(job), is("Broken"));
    }

    @Test
    public void aJobThatCannotBeLookedAfterKeepsNoOtherWaiting() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        Job broken = acknowledged(item);
        JobLedger.get().update(broken.id(), entry -> entry.withItem(null));
        Job due = due(item);
        JobReconciler.get().reconcile();
        assertThat(jobs.failure(due), is("Broken"));
    }

    @Test
    public void aRenamedItemKeepsItsJobsAndItsLog() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        item.setAssignedLabel(new LabelAtom("nowhere"));
        Job job = jobs.queue(item);
        await("the queue", item::isInQueue);
        item.renameTo("renamed");
        item.setAssignedLabel(null);
        assertThat(jobs.success(job), is("renamed #1: SUCCESS"));
        assertThat(
                JobPoller.get().log("renamed").getEvents().stream()
                        .anyMatch(event -> event.getText().startsWith("Took the job " + job.id())),
                is(true));
    }
}
