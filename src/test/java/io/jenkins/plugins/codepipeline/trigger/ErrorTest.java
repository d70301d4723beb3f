package io.jenkins.plugins.codepipeline.trigger;

import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.await;
import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.trigger;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.Action;
import hudson.model.BuildListener;
import hudson.model.FreeStyleProject;
import hudson.model.InvisibleAction;
import hudson.model.ItemGroup;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.tasks.Builder;
import io.jenkins.plugins.codepipeline.FailingCredentials;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.util.List;
import jenkins.model.CauseOfInterruption;
import jenkins.model.InterruptedBuildAction;
import jenkins.model.RunAction2;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.After;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;
import org.jvnet.hudson.test.TestBuilder;
import org.jvnet.hudson.test.TestExtension;
import org.springframework.security.core.Authentication;

/**
 * An error of another plugin, such as a class that is missing after an update, ends no polling and leaves no job without its
 * result.
 */
public class ErrorTest {

    private static final String UNEXPECTED = "because of an unexpected error. The log of the Jenkins controller has the details: ";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithJobs jobs = new JenkinsWithJobs(JENKINS);

    private static volatile Error error;

    @After
    public void mend() {
        error = null;
    }

    private static void fail() {
        Error now = error;
        if (now != null) {
            throw now;
        }
    }

    private static CodePipelineTrigger triggerWithFailingCredentials() {
        CodePipelineTrigger trigger = trigger("pipeline");
        trigger.setCredentialsId(FailingCredentials.ID);
        return trigger;
    }

    @Test
    public void aPollTellsOfTheErrorAndGoesOn() throws Exception {
        FailingCredentials credentials = FailingCredentials.add(JenkinsWithJobs.ACCESS_KEY_ID);
        WorkflowJob item = jobs.pipeline(triggerWithFailingCredentials(), "");
        Poll poll = JobPoller.get().polls().iterator().next();
        await("the failure", () -> poll.failures() == 1);
        assertThat(poll.failure(), containsString(UNEXPECTED + FailingCredentials.ERROR));
        assertThat(JobPoller.get().log("pipeline").getEvents().get(0).getText(), is(poll.failure()));
        credentials.setFailing(false);
        jobs.success(jobs.queue(item));
    }

    /** What is wrong when a trigger is added may pass, as the order does in which plugins and items are loaded. */
    @Test
    public void aTriggerIsAddedAndPollsOnceTheErrorIsOver() throws Exception {
        error = new NoSuchMethodError("of another plugin");
        CodePipelineTrigger trigger = trigger("pipeline");
        trigger.setCredentialsId(Provider.ID);
        jobs.pipeline(trigger, "");
        assertThat(JobPoller.get().triggers(), hasSize(1));
        Poll poll = JobPoller.get().polls().iterator().next();
        await("the failure", () -> poll.failures() > 0);
        assertThat(poll.failure(), containsString(UNEXPECTED + FailingCredentials.ERROR));
    }

    /** Is asked for the credentials of a trigger. */
    @TestExtension
    public static final class Provider extends CredentialsProvider {

        static final String ID = "of-another-provider";

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type, ItemGroup context, Authentication user, List<DomainRequirement> requirements) {
            fail();
            return List.of();
        }
    }

    @Test
    public void aJobWhoseBuildCannotBeQueuedIsTriedAgain() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        await("the first poll", () -> JobPoller.get().log("freestyle").getLastPoll() != null);
        error = new NoClassDefFoundError("of another plugin");
        Job job = jobs.queue(item);
        await("the acknowledgement", () -> JobLedger.get().find(job.id()).filter(LedgerEntry::isWaiting).isPresent());
        await("the end of the poll", () -> JobPoller.get().polls().iterator().next().failures() == 1);
        JobReconciler.get().doRun();
        JobReconciler.get().doRun();
        await("a failure", () -> JobRetryScheduler.get().isFailing(job.id()));
        assertThat(JobLedger.get().find(job.id()).get().lastEvent(), containsString(UNEXPECTED + error));
        error = null;
        JobResumer.get().resume(job.id());
        jobs.success(job);
        assertThat(item.getBuilds(), hasSize(1));
    }

    /** Is asked whether a build may be queued. */
    @TestExtension
    public static final class Decision extends Queue.QueueDecisionHandler {

        @Override
        public boolean shouldSchedule(Queue.Task task, List<Action> actions) {
            fail();
            return true;
        }
    }

    @Test
    public void aResultThatCannotBeSentIsTriedAgain() throws Exception {
        FailingCredentials credentials = FailingCredentials.add(JenkinsWithJobs.ACCESS_KEY_ID);
        credentials.setFailing(false);
        WorkflowJob item = jobs.pipeline(triggerWithFailingCredentials(), "echo 'waiting'; sleep 600");
        Job job = jobs.queue(item);
        JENKINS.waitForMessage("waiting", jobs.firstBuild(item));
        credentials.setFailing(true);
        jobs.firstBuild(item).doKill();
        await("a failure", () -> JobRetryScheduler.get().isFailing(job.id()));
        assertThat(JobLedger.get().find(job.id()).get().lastEvent(), containsString(UNEXPECTED + FailingCredentials.ERROR));
        credentials.setFailing(false);
        ResultDelivery.get().deliver(job.id());
        jobs.failure(job);
    }

    @Test
    public void aResultIsSentEvenIfTheReasonOfAFailureCannotBeTold() throws Exception {
        FreeStyleProject item = jobs.freestyle(interrupted());
        assertThat(jobs.failure(jobs.queue(item)), is("freestyle #1: FAILURE"));
    }

    @Test
    public void aJobIsOverOnceItsResultIsRecordedEvenIfItsBuildCannotBeLoaded() throws Exception {
        jobs.aws.faults().turnOn(Fault.ACCESS_DENIED, 1, Operation.PUT_JOB_SUCCESS_RESULT);
        WorkflowJob item = jobs.pipeline("");
        Job job = jobs.queue(item);
        await("a failure", () -> JobRetryScheduler.get().isFailing(job.id()));
        await("the end of the build", () -> !jobs.firstBuild(item).isLogUpdated());
        jobs.firstBuild(item).addAction(new Note());
        jobs.firstBuild(item).save();
        item.getLazyBuildMixIn()._getRuns().purgeCache();
        error = new NoClassDefFoundError("of another plugin");
        ResultDelivery.get().deliver(job.id());
        jobs.success(job);
    }

    /** An action of another plugin that cannot be loaded. */
    public static final class Note extends InvisibleAction implements RunAction2 {

        @Override
        public void onAttached(Run<?, ?> run) {}

        @Override
        public void onLoad(Run<?, ?> run) {
            fail();
        }
    }

    private static Builder interrupted() {
        return new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) {
                build.addAction(new InterruptedBuildAction(List.of(new Cause())));
                return false;
            }
        };
    }

    /** Cannot say what it is. */
    public static final class Cause extends CauseOfInterruption {

        private static final long serialVersionUID = 1L;

        @Override
        public String getShortDescription() {
            throw new NoClassDefFoundError("of another plugin");
        }
    }
}
