package io.jenkins.plugins.codepipeline.trigger;

import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.await;
import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.trigger;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.User;
import hudson.model.labels.LabelAtom;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.slaves.DumbSlave;
import hudson.tasks.ArtifactArchiver;
import hudson.tasks.Shell;
import hudson.util.Secret;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import io.jenkins.plugins.codepipeline.result.JobResultRecord;
import io.jenkins.plugins.codepipeline.result.JobResultsAction;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.FlagRule;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;
import org.jvnet.hudson.test.SleepBuilder;
import software.amazon.awssdk.services.codepipeline.model.FailureDetails;

/** Whatever becomes of a build, its job gets exactly one result. */
public class EndOfBuildTest {

    private static final String WAIT = "echo 'waiting'; sleep 600";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    /** Pipeline waits that long for an agent to come back. */
    @Rule
    public final FlagRule<Long> timeForAgents = new FlagRule<>(
            () -> ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS,
            millis -> ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = millis,
            100L);

    @Rule
    public final JenkinsWithJobs jobs = new JenkinsWithJobs(JENKINS);

    @Test
    public void successOfAPipeline() throws Exception {
        Job job = jobs.queue(jobs.pipeline("echo 'done'"));
        assertThat(jobs.success(job), is("pipeline #1: SUCCESS"));
        assertThat(jobs.now(job).success().get().executionDetails().externalExecutionId(), is("1"));
        assertThat(jobs.now(job).success().get().executionDetails().percentComplete(), is(100));
    }

    @Test
    public void successOfAFreestyleBuild() throws Exception {
        Job job = jobs.queue(jobs.freestyle(new MockBuilder(Result.SUCCESS)));
        assertThat(jobs.success(job), is("freestyle #1: SUCCESS"));
    }

    @Test
    public void anUnstableBuildIsAFailure() throws Exception {
        assertThat(jobs.failure(jobs.queue(jobs.pipeline("unstable 'Two tests failed'"))), startsWith("pipeline #1: UNSTABLE"));
        assertThat(
                jobs.failure(jobs.queue(jobs.freestyle(new MockBuilder(Result.UNSTABLE)))), is("freestyle #1: UNSTABLE"));
    }

    @Test
    public void anUnstableBuildIsASuccessIfTheTriggerSaysSo() throws Exception {
        CodePipelineTrigger first = trigger("pipeline");
        first.setUnstableIsSuccess(true);
        assertThat(jobs.success(jobs.queue(jobs.pipeline(first, "unstable 'Two tests failed'"))), is("pipeline #1: UNSTABLE"));
        CodePipelineTrigger second = trigger("freestyle");
        second.setUnstableIsSuccess(true);
        assertThat(
                jobs.success(jobs.queue(jobs.freestyle(second, new MockBuilder(Result.UNSTABLE)))),
                is("freestyle #1: UNSTABLE"));
    }

    @Test
    public void failureOfAPipelineTellsItsFirstError() throws Exception {
        Job job = jobs.queue(jobs.pipeline("error 'The smoke test failed'"));
        assertThat(jobs.failure(job), is("pipeline #1: FAILURE. The smoke test failed"));
        FailureDetails details = jobs.now(job).failure().get().failureDetails();
        assertThat(details.typeAsString(), is("JobFailed"));
        assertThat(details.externalExecutionId(), is("1"));
    }

    @Test
    public void failureOfAFreestyleBuild() throws Exception {
        assertThat(jobs.failure(jobs.queue(jobs.freestyle(new MockBuilder(Result.FAILURE)))), is("freestyle #1: FAILURE"));
    }

    @Test
    public void failureOfAFreestyleBuildTellsItsFirstError() throws Exception {
        FreeStyleProject freestyle = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        freestyle.getPublishersList().add(new ArtifactArchiver("missing.txt"));
        assertThat(
                jobs.failure(jobs.queue(freestyle)),
                is("freestyle #1: FAILURE. Step ‘Archive the artifacts’ failed: No artifacts found that match the file pattern"
                        + " \"missing.txt\". Configuration error?"));
    }

    @Test
    public void aJenkinsfileThatCannotBeRead() throws Exception {
        String message = jobs.failure(jobs.queue(jobs.pipeline("echo 'a\nb")));
        assertThat(
                message,
                startsWith("pipeline #1: FAILURE. org.codehaus.groovy.control.MultipleCompilationErrorsException: startup failed:"
                        + " WorkflowScript: 1:"));
        assertThat(message, endsWith("1 error"));
    }

    @Test
    public void aJenkinsfileThatIsNotThere() throws Exception {
        WorkflowJob item = jobs.pipeline("");
        item.setDefinition(null);
        assertThat(
                jobs.failure(jobs.queue(item)), is("pipeline #1: FAILURE. No flow definition, cannot run"));
    }

    @Test
    public void aLongErrorIsCutShort() throws Exception {
        String message = jobs.failure(jobs.queue(jobs.pipeline("error '\\u0007'.concat('x') * 4000")));
        assertThat(message.length(), is(5000));
        assertThat(message, allOf(startsWith("pipeline #1: FAILURE. \\u0007x"), containsString("…")));
    }

    @Test
    public void secretsInAnErrorAreMasked() throws Exception {
        WorkflowJob item = jobs.pipeline(
                "error \"Cannot log in with ${params.DEPLOY_TOKEN}\"", new PasswordParameterDefinition("DEPLOY_TOKEN", Secret.fromString(""), ""));
        assertThat(
                jobs.failure(jobs.queue(item, Map.of(ActionTypes.DEPLOY_TOKEN, "very-secret"))),
                is("pipeline #1: FAILURE. Cannot log in with ****"));
    }

    @Test
    public void abortedByAPerson() throws Exception {
        WorkflowJob pipeline = jobs.pipeline(WAIT);
        Job first = jobs.queue(pipeline);
        JENKINS.waitForMessage("waiting", jobs.firstBuild(pipeline));
        abort(jobs.firstBuild(pipeline));
        assertThat(jobs.failure(first), is("pipeline #1: ABORTED. Aborted by admin"));

        FreeStyleProject freestyle = jobs.freestyle(new SleepBuilder(600_000));
        Job second = jobs.queue(freestyle);
        JENKINS.waitForMessage("Sleeping", jobs.firstBuild(freestyle));
        abort(jobs.firstBuild(freestyle));
        assertThat(jobs.failure(second), is("freestyle #1: ABORTED. Aborted by admin"));
    }

    private static void abort(Run<?, ?> run) {
        try (ACLContext admin = ACL.as2(User.getById("admin", true).impersonate2())) {
            run.getExecutor().interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption("admin"));
        }
    }

    @Test
    public void abortedByATimeout() throws Exception {
        Job job = jobs.queue(jobs.pipeline("timeout(time: 1, unit: 'MILLISECONDS') { sleep 600 }"));
        assertThat(jobs.failure(job), startsWith("pipeline #1: ABORTED. Timeout has been exceeded"));
    }

    @Test
    public void cancelledInTheQueue() throws Exception {
        WorkflowJob pipeline = jobs.pipeline(WAIT);
        pipeline.addProperty(new DisableConcurrentBuildsJobProperty());
        JENKINS.waitForMessage("waiting", pipeline.scheduleBuild2(0).waitForStart());
        Job first = jobs.queue(pipeline);
        cancelInQueue(pipeline);
        assertThat(jobs.failure(first), is("The build of pipeline was cancelled in the queue."));
        assertThat(jobs.now(first).failure().get().failureDetails().externalExecutionId(), nullValue());
        pipeline.getLastBuild().doKill();

        FreeStyleProject freestyle = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        freestyle.setAssignedLabel(new LabelAtom("nowhere"));
        Job second = jobs.queue(freestyle);
        cancelInQueue(freestyle);
        assertThat(jobs.failure(second), is("The build of freestyle was cancelled in the queue."));
    }

    private static void cancelInQueue(hudson.model.Job<?, ?> item) throws Exception {
        await("the queue", () -> Queue.getInstance().getItem((Queue.Task) item) != null);
        try (ACLContext admin = ACL.as2(User.getById("admin", true).impersonate2())) {
            Queue.getInstance().cancel((Queue.Task) item);
        }
    }

    @Test
    public void aRunningBuildCannotBeDeletedAndItsJobGetsTheResultOfItsEnd() throws Exception {
        WorkflowJob pipeline = jobs.pipeline(WAIT);
        Job job = jobs.queue(pipeline);
        WorkflowRun run = jobs.firstBuild(pipeline);
        JENKINS.waitForMessage("waiting", run);
        assertThrows(IOException.class, run::delete);
        abort(run);
        assertThat(jobs.failure(job), startsWith("pipeline #1: ABORTED"));
    }

    @Test
    public void aBuildWhoseFilesAreGone() throws Exception {
        WorkflowJob pipeline = jobs.pipeline(WAIT);
        Job job = jobs.queue(pipeline);
        WorkflowRun run = jobs.firstBuild(pipeline);
        JENKINS.waitForMessage("waiting", run);
        pipeline.getLazyBuildMixIn().removeRun(run);
        JobReconciler.get().doRun();
        assertThat(jobs.failure(job), is("The build pipeline #1 no longer exists, and it sent no result."));
        run.doKill();
    }

    @Test
    public void anItemIsDeletedWhileItsBuildRuns() throws Exception {
        WorkflowJob pipeline = jobs.pipeline(WAIT);
        Job first = jobs.queue(pipeline);
        JENKINS.waitForMessage("waiting", jobs.firstBuild(pipeline));
        pipeline.delete();
        assertThat(jobs.failure(first), startsWith("pipeline #1: ABORTED"));

        FreeStyleProject freestyle = jobs.freestyle(new SleepBuilder(600_000));
        Job second = jobs.queue(freestyle);
        JENKINS.waitForMessage("Sleeping", jobs.firstBuild(freestyle));
        freestyle.delete();
        assertThat(jobs.failure(second), startsWith("freestyle #1: ABORTED"));
    }

    @Test
    public void anItemIsDeletedWhileItsBuildWaits() throws Exception {
        FreeStyleProject freestyle = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        freestyle.setAssignedLabel(new LabelAtom("nowhere"));
        Job job = jobs.queue(freestyle);
        await("the queue", () -> Queue.getInstance().getItem((Queue.Task) freestyle) != null);
        freestyle.delete();
        assertThat(jobs.failure(job), is("The build of freestyle was cancelled in the queue."));
    }

    @Test
    public void theTriggerOfADeletedItemPollsNoMore() throws Exception {
        WorkflowJob pipeline = jobs.pipeline("");
        pipeline.delete();
        assertThat(JobPoller.get().triggers().size(), is(0));
        assertThat(JobPoller.get().polls(), hasSize(0));
    }

    /** The folder of a deleted item has the credentials that the result is sent with. */
    @Test
    public void anItemInAFolderIsDeleted() throws Exception {
        Folder folder = JENKINS.createProject(Folder.class, "folder");
        JenkinsWithJobs.addCredentials(folder, "of-folder", JenkinsWithJobs.ACCESS_KEY_ID);
        WorkflowJob item = folder.createProject(WorkflowJob.class, "pipeline");
        item.setDefinition(new CpsFlowDefinition(WAIT, true));
        CodePipelineTrigger trigger = trigger("pipeline");
        trigger.setCredentialsId("of-folder");
        item.addTrigger(trigger);
        Job job = jobs.queue(item);
        JENKINS.waitForMessage("waiting", jobs.firstBuild(item));
        jobs.aws.faults().turnOn(Fault.ACCESS_DENIED, 1, Operation.PUT_JOB_FAILURE_RESULT);
        item.delete();
        await("a failure", () -> JobRetryScheduler.get().isFailing(job.id()));
        ResultDelivery.get().deliver(job.id());
        assertThat(jobs.failure(job), startsWith("folder » pipeline #1: ABORTED"));
    }

    @Test
    public void anAgentIsLost() throws Exception {
        DumbSlave agent = JENKINS.createOnlineSlave(new LabelAtom("agent"));
        FreeStyleProject freestyle = jobs.freestyle(new Shell("echo waiting; sleep 600"));
        freestyle.setAssignedNode(agent);
        Job job = jobs.queue(freestyle);
        JENKINS.waitForMessage("waiting", jobs.firstBuild(freestyle));
        JENKINS.disconnectSlave(agent);
        assertThat(jobs.failure(job), startsWith("freestyle #1: "));
        JENKINS.jenkins.removeNode(agent);
    }

    @Test
    public void anAgentIsLostUnderAPipeline() throws Exception {
        DumbSlave agent = JENKINS.createOnlineSlave(new LabelAtom("agent"));
        WorkflowJob pipeline = jobs.pipeline("node('agent') { sh 'echo waiting; sleep 60' }");
        Job job = jobs.queue(pipeline);
        JENKINS.waitForMessage("waiting", jobs.firstBuild(pipeline));
        JENKINS.disconnectSlave(agent);
        JENKINS.jenkins.removeNode(agent);
        // Two parts of Pipeline look after agents, and the first that finds it gone says so.
        assertThat(
                jobs.failure(job),
                oneOf("pipeline #1: ABORTED. Agent was removed", "pipeline #1: ABORTED. Timeout waiting for agent to come back"));
    }

    @Test
    public void aResultWaitsUntilTheEndpointAnswersAgain() throws Exception {
        jobs.aws.faults().turnOn(Fault.ACCESS_DENIED, 2, Operation.PUT_JOB_SUCCESS_RESULT);
        WorkflowJob pipeline = jobs.pipeline("");
        Job job = jobs.queue(pipeline);
        await("a failure", () -> JobRetryScheduler.get().isFailing(job.id()));
        assertThat(JobLedger.get().find(job.id()).get().lastEvent(), containsString("AccessDeniedException"));
        await("the end of the build", () -> !jobs.firstBuild(pipeline).isLogUpdated());
        int calls = jobs.aws.exchanges().count(Operation.PUT_JOB_SUCCESS_RESULT);
        ResultDelivery.get().deliver(job.id());
        await("a second failure", () -> jobs.aws.exchanges().count(Operation.PUT_JOB_SUCCESS_RESULT) == calls + 1);
        ResultDelivery.get().deliver(job.id());
        assertThat(jobs.success(job), is("pipeline #1: SUCCESS"));
        assertThat(JobRetryScheduler.get().isFailing(job.id()), is(false));
    }

    @Test
    public void aResultWaitsUntilThereAreCredentialsAgain() throws Exception {
        WorkflowJob pipeline = jobs.pipeline(WAIT);
        Job job = jobs.queue(pipeline);
        JENKINS.waitForMessage("waiting", jobs.firstBuild(pipeline));
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(null);
        abort(jobs.firstBuild(pipeline));
        await("a failure", () -> JobRetryScheduler.get().isFailing(job.id()));
        assertThat(JobLedger.get().find(job.id()).get().lastEvent(), containsString("credentials"));
        JenkinsWithJobs.addCredentials(JENKINS.jenkins, JenkinsWithJobs.CREDENTIALS_ID, JenkinsWithJobs.ACCESS_KEY_ID);
        ResultDelivery.get().deliver(job.id());
        assertThat(jobs.failure(job), startsWith("pipeline #1: ABORTED"));
    }

    @Test
    public void aJobThatHasEndedMeanwhileIsClosed() throws Exception {
        WorkflowJob pipeline = jobs.pipeline(WAIT);
        Job job = jobs.queue(pipeline);
        WorkflowRun run = jobs.firstBuild(pipeline);
        JENKINS.waitForMessage("waiting", run);
        jobs.aws.jobs().timeOut(job.id());
        abort(run);
        await("the end of the job", () -> JobLedger.get().find(job.id()).isEmpty());
        JobResultRecord result = run.getAction(JobResultsAction.class).getResults().get(0);
        assertThat(result.getFailure(), containsString("InvalidJobStateException"));
    }

    @Test
    public void withoutReportResultNothingIsSent() throws Exception {
        CodePipelineTrigger trigger = trigger("pipeline");
        trigger.setReportResult(false);
        WorkflowJob pipeline = jobs.pipeline(trigger, "");
        Job job = jobs.queue(pipeline);
        WorkflowRun run = jobs.firstBuild(pipeline);
        await("the end of the build", () -> JobLedger.get().find(job.id()).isEmpty());
        assertThat(run.getResult(), is(Result.SUCCESS));
        assertThat(jobs.now(job).state(), is(JobState.IN_PROGRESS));
        assertThat(JENKINS.getLog(run), not(containsString("PutJobSuccessResult follows")));
    }

    @Test
    public void aResultThatTheBuildSentWins() throws Exception {
        Job job = jobs.queue(jobs.pipeline(
                "putJobSuccessResult executionDetails: [summary: 'Deployed']; error 'Something else failed'"));
        assertThat(jobs.success(job), is("Deployed"));
        Job failed = jobs.queue(JENKINS.jenkins.getItemByFullName("pipeline", WorkflowJob.class));
        assertThat(jobs.success(failed), is("Deployed"));
    }

    @Test
    public void afterAResultThatWasNotRecordedThePluginSendsOne() throws Exception {
        jobs.aws.faults().turnOn(Fault.ACCESS_DENIED, 1, Operation.PUT_JOB_SUCCESS_RESULT);
        Job job = jobs.queue(jobs.pipeline("putJobSuccessResult executionDetails: [summary: 'Deployed']"));
        assertThat(jobs.failure(job), startsWith("pipeline #1: FAILURE. AWS CodePipeline in eu-west-1 rejected PutJobSuccessResult"));
    }

    @Test
    public void aContinuationTokenStartsTheNextBuildOfTheAction() throws Exception {
        WorkflowJob pipeline = jobs.pipeline("if (env.CODEPIPELINE_CONTINUATION_TOKEN) { echo \"goes on with"
                + " ${env.CODEPIPELINE_CONTINUATION_TOKEN}\" } else { putJobSuccessResult continuationToken: 'token-1' }");
        Job first = jobs.queue(pipeline);
        jobs.result(first);
        await("the next job", () -> jobs.aws.jobs().ofAction(first.actionExecutionId()).size() == 2);
        JenkinsWithJobs.poll();
        Job second = jobs.aws.jobs().ofAction(first.actionExecutionId()).get(1);
        assertThat(jobs.success(second), is("pipeline #2: SUCCESS"));
        JENKINS.assertLogContains("goes on with token-1", pipeline.getBuildByNumber(2));
        assertThat(
                CodePipelineJobAction.jobOf(pipeline.getBuildByNumber(2)).get().getId(), is(second.id()));
    }

    /** The page is saved with the build, which no result has to do once more. */
    @Test
    public void thePageOfABuildIsThereFromItsStartAndStays() throws Exception {
        WorkflowJob pipeline = jobs.pipeline(WAIT);
        Job job = jobs.queue(pipeline);
        WorkflowRun run = jobs.firstBuild(pipeline);
        JENKINS.waitForMessage("waiting", run);
        assertThat(run.getAction(JobResultsAction.class).getSummary(), is("AWS CodePipeline: no result yet"));
        assertThat(run.getAction(JobResultsAction.class).getJob().getId(), is(job.id()));
        abort(run);
        jobs.failure(job);
        run.reload();
        assertThat(run.getAction(JobResultsAction.class).getSummary(), is("AWS CodePipeline: 1 failure recorded"));
    }

    @Test
    public void theLogAndThePageOfTheBuildTellOfTheResult() throws Exception {
        WorkflowJob pipeline = jobs.pipeline("");
        jobs.success(jobs.queue(pipeline));
        WorkflowRun run = jobs.firstBuild(pipeline);
        JENKINS.assertLogContains("The build sent no result for its AWS CodePipeline job. The plugin sends PutJobSuccessResult", run);
        List<JobResultRecord> results = run.getAction(JobResultsAction.class).getResults();
        assertThat(results, hasSize(1));
        assertThat(results.get(0).isAutomatic(), is(true));
        assertThat(results.get(0).getSummary(), is("pipeline #1: SUCCESS"));
        assertThat(results.get(0).getSummary().length(), lessThanOrEqualTo(2048));
    }
}
