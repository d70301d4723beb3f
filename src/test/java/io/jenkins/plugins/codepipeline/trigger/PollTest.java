package io.jenkins.plugins.codepipeline.trigger;

import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.await;
import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.poll;
import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.trigger;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.ItemGroup;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;
import org.jvnet.hudson.test.TestExtension;
import org.springframework.security.core.Authentication;
import software.amazon.awssdk.regions.Region;

/** When triggers poll, which of them share a poll, and what becomes of polls and acknowledgements that fail. */
public class PollTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithJobs jobs = new JenkinsWithJobs(JENKINS);

    private int polls() {
        return jobs.aws.exchanges().count(Operation.POLL_FOR_JOBS);
    }

    private FreeStyleProject item(String name, CodePipelineTrigger trigger) throws Exception {
        FreeStyleProject item = JENKINS.createFreeStyleProject(name);
        JenkinsWithJobs.start(item, trigger);
        return item;
    }

    private static PollingLog.Event lastEvent(hudson.model.Job<?, ?> item) throws Exception {
        PollingLog log = JobPoller.get().log(item.getFullName());
        await("an event", () -> !log.getEvents().isEmpty());
        return log.getEvents().get(0);
    }

    @Test
    public void triggersThatWouldPollForTheSameShareOnePoll() throws Exception {
        FreeStyleProject one = item("one", trigger("same"));
        FreeStyleProject two = item("two", trigger("same"));
        item("three", trigger("other"));
        CodePipelineTrigger elsewhere = trigger("same");
        elsewhere.setRegion("us-east-1");
        item("four", elsewhere);
        assertThat(JobPoller.get().polls(), hasSize(3));

        jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "same"));
        jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "same"));
        poll();
        await("both builds", () -> one.getBuildByNumber(1) != null && two.getBuildByNumber(1) != null);
    }

    @Test
    public void aPipelineTakesTenJobsInAPoll() throws Exception {
        WorkflowJob item = jobs.pipeline("");
        await("the first poll", () -> polls() == 1);
        List<Job> queued = IntStream.range(0, 12)
                .mapToObj(i -> jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "pipeline")))
                .toList();
        poll();
        for (Job job : queued) {
            jobs.success(job);
        }
        assertThat(item.getBuilds(), hasSize(12));
        assertThat(batchSize(1), is(10));
        assertThat(handedOut(queued.get(9)), lessThan(acknowledged(queued.get(0))));
        assertThat(handedOut(queued.get(10)), greaterThan(acknowledged(queued.get(9))));
    }

    private Instant handedOut(Job job) {
        return jobs.now(job).events(JobEvent.Kind.HANDED_OUT).get(0).time();
    }

    private Instant acknowledged(Job job) {
        return jobs.now(job).events(JobEvent.Kind.ACKNOWLEDGED).get(0).time();
    }

    /** How many jobs a poll asked for. */
    private int batchSize(int poll) {
        return JSONObject.fromObject(
                        jobs.aws.exchanges().of(Operation.POLL_FOR_JOBS).get(poll).request())
                .getInt("maxBatchSize");
    }

    @Test
    public void aPipelineWithoutConcurrentBuildsTakesOneJobInAPoll() throws Exception {
        WorkflowJob item = jobs.pipeline("");
        item.setConcurrentBuild(false);
        await("the first poll", () -> polls() == 1);
        Job first = jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "pipeline"));
        jobs.success(jobs.queue(item));
        jobs.success(first);
        assertThat(batchSize(1), is(1));
    }

    @Test
    public void jobsAreForEachTriggerOfAPollBeforeAPipelineGetsTheRest() throws Exception {
        WorkflowJob pipeline = jobs.pipeline(trigger("same"), "");
        await("the first poll", () -> polls() == 1);
        FreeStyleProject freestyle = item("freestyle", trigger("same"));
        Job first = jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "same"));
        Job second = jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "same"));
        Job third = jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "same"));
        poll();
        jobs.success(first);
        jobs.success(second);
        jobs.success(third);
        assertThat(batchSize(1), is(10));
        assertThat(freestyle.getBuilds(), hasSize(1));
        assertThat(pipeline.getBuilds(), hasSize(2));
    }

    @Test
    public void credentialsOfTwoFoldersWithTheSameIdAreTwoPolls() throws Exception {
        for (String name : new String[] {"a", "b"}) {
            Folder folder = JENKINS.createProject(Folder.class, name);
            JenkinsWithJobs.addCredentials(folder, "deployer", JenkinsWithJobs.ACCESS_KEY_ID);
            CodePipelineTrigger trigger = trigger("same");
            trigger.setCredentialsId("deployer");
            JenkinsWithJobs.start(folder.createProject(FreeStyleProject.class, "item"), trigger);
        }
        assertThat(JobPoller.get().polls(), hasSize(2));
    }

    @Test
    public void aChangeOfTheGlobalRegionMovesTriggersToAnotherPoll() throws Exception {
        FreeStyleProject item = item("freestyle", trigger("freestyle"));
        await("the first poll", () -> polls() == 1);
        jobs.aws.jobs("us-east-1").actionTypes().add(ActionTypes.JENKINS);
        CodePipelineConfiguration.get().setRegion("us-east-1");
        Job job = jobs.aws.jobs("us-east-1").queue(Map.of(ActionTypes.PROJECT_NAME, "freestyle"));
        poll();
        await("a build", () -> item.getBuildByNumber(1) != null);
        await("its result", () -> !jobs.aws.jobs("us-east-1").get(job.id()).isOpen());
        assertThat(JobPoller.get().polls(), hasSize(1));
    }

    @Test
    public void aChangeOfTheGlobalRegionAlsoMovesATriggerWhoseJobWaits() throws Exception {
        FreeStyleProject waits = item("waits", trigger("waits"));
        waits.setAssignedLabel(new LabelAtom("nowhere"));
        Job job = jobs.queue(waits);
        await("the acknowledgement", () -> jobs.now(job).state() == JobState.IN_PROGRESS);
        item("ready", trigger("waits"));
        jobs.aws.jobs("us-east-1").actionTypes().add(ActionTypes.JENKINS);
        CodePipelineConfiguration.get().setRegion("us-east-1");
        runPoll();
        assertThat(JobPoller.get().polls(), hasSize(1));
        Poll poll = JobPoller.get().polls().iterator().next();
        assertThat(poll.key().target().region(), is(Region.US_EAST_1));
        assertThat(poll.members(), hasSize(2));
    }

    @Test
    public void settingsAreLookedForAfterAChangeOrAMinute() throws Exception {
        item("freestyle", trigger("freestyle"));
        await("the first poll", () -> polls() == 1);
        Poll poll = JobPoller.get().polls().iterator().next();
        // Jenkins itself may save something in the first seconds.
        await("a poll without a change since", () -> {
            runPoll();
            return poll.isUpToDate(System.nanoTime());
        });
        long now = System.nanoTime();
        assertThat(poll.isUpToDate(now + Duration.ofMinutes(1).toNanos()), is(false));
        JENKINS.jenkins.save();
        assertThat(poll.isUpToDate(now), is(false));
    }

    @Test
    public void credentialsThatChangeWithoutBeingSavedAreLookedForAfterAFailure() throws Exception {
        KeptElsewhere.accessKeyId = "AKIDREVOKED";
        CodePipelineTrigger trigger = trigger("freestyle");
        trigger.setCredentialsId(KeptElsewhere.ID);
        FreeStyleProject item = item("freestyle", trigger);
        assertThat(lastEvent(item).getText(), containsString("UnrecognizedClientException"));
        KeptElsewhere.accessKeyId = JenkinsWithJobs.ACCESS_KEY_ID;
        jobs.success(jobs.queue(item));
    }

    /** Gives credentials that Jenkins does not save. */
    @TestExtension
    public static final class KeptElsewhere extends CredentialsProvider {

        static final String ID = "kept-elsewhere";

        static volatile String accessKeyId = JenkinsWithJobs.ACCESS_KEY_ID;

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type, ItemGroup context, Authentication user, List<DomainRequirement> requirements) {
            return offer(type, ID, accessKeyId);
        }
    }

    private static <C extends Credentials> List<C> offer(Class<C> type, String id, String accessKeyId) {
        AWSCredentialsImpl credentials =
                new AWSCredentialsImpl(CredentialsScope.GLOBAL, id, accessKeyId, accessKeyId + "Secret", "new");
        return type.isInstance(credentials) ? List.of(type.cast(credentials)) : List.of();
    }

    @Test
    public void nothingIsPolledWhileJenkinsIsQuietingDown() throws Exception {
        JENKINS.jenkins.doQuietDown();
        try {
            FreeStyleProject item = item("freestyle", trigger("freestyle"));
            runPoll();
            assertThat(polls(), is(0));
            assertThat(item.getBuildByNumber(1), nullValue());
        } finally {
            JENKINS.jenkins.doCancelQuietDown();
        }
        poll();
        await("a poll", () -> polls() > 0);
    }

    @Test
    public void nothingIsPolledForADisabledItem() throws Exception {
        FreeStyleProject item = JENKINS.createFreeStyleProject("freestyle");
        item.disable();
        JenkinsWithJobs.start(item, trigger("freestyle"));
        runPoll();
        assertThat(polls(), is(0));
    }

    @Test
    public void nothingIsPolledWhileAJobWaitsForAnExecutor() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        item.setAssignedLabel(new LabelAtom("nowhere"));
        Job first = jobs.queue(item);
        Job second = jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "freestyle"));
        await("the acknowledgement", () -> jobs.now(first).state() == JobState.IN_PROGRESS);
        int polls = polls();
        runPoll();
        assertThat(polls(), is(polls));
        assertThat(jobs.now(second).state(), is(JobState.QUEUED));
        item.setAssignedLabel(null);
        jobs.success(first);
        jobs.success(second);
    }

    /** Runs the only poll to its end. */
    private static void runPoll() {
        JobPoller.get().polls().iterator().next().run();
    }

    @Test
    public void pausesGrowAfterFailures() {
        assertThat(Poll.pauseAfter(1, Duration.ofSeconds(30)), is(Duration.ofSeconds(60)));
        assertThat(Poll.pauseAfter(2, Duration.ofSeconds(30)), is(Duration.ofSeconds(120)));
        assertThat(Poll.pauseAfter(50, Duration.ofSeconds(30)), is(Duration.ofMinutes(10)));
        assertThat(Poll.pauseAfter(1, Duration.ofHours(1)), is(Duration.ofHours(1)));
        assertThat(JobRetryScheduler.pause(1), is(Duration.ofSeconds(30)));
        assertThat(JobRetryScheduler.pause(2), is(Duration.ofSeconds(60)));
        assertThat(JobRetryScheduler.pause(1000), is(Duration.ofHours(1)));
    }

    @Test
    public void aPollThatFailsIsToldAndDoesNotStopLaterOnes() throws Exception {
        jobs.aws.faults().turnOn(Fault.ACCESS_DENIED, 3, Operation.POLL_FOR_JOBS);
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        assertThat(lastEvent(item).isFailure(), is(true));
        assertThat(
                lastEvent(item).getText(),
                allOf(containsString("AccessDeniedException"), containsString("codepipeline:PollForJobs")));
        TriggerMonitor monitor = ExtensionList.lookupSingleton(TriggerMonitor.class);
        assertThat(monitor.isActivated(), is(false));
        JobPoller.get().poke("freestyle"); // Does nothing, since the poll fails.
        runPoll();
        runPoll();
        assertThat(polls(), is(3));
        assertThat(monitor.isActivated(), is(true));
        assertThat(monitor.getFailingPolls().get(0).getFailure(), containsString("AccessDeniedException"));
        assertThat(monitor.getFailingPolls().get(0).getItems().get(0).getFullName(), is("freestyle"));
        jobs.success(jobs.queue(item));
        assertThat(monitor.isActivated(), is(false));
    }

    @Test
    public void anActionTypeThatDoesNotExistIsTold() throws Exception {
        FreeStyleProject item = item("freestyle", new CodePipelineTrigger("Build", "Unknown", "1"));
        assertThat(lastEvent(item).getText(), containsString("ActionTypeNotFoundException"));
    }

    @Test
    public void aMissingQueryParameterIsTold() throws Exception {
        FreeStyleProject item = item("freestyle", new CodePipelineTrigger("Deploy", "Jenkins", "1"));
        assertThat(lastEvent(item).getText(), allOf(containsString("ValidationException"), containsString("ProjectName")));
    }

    @Test
    public void anotherRegionThatDoesNotHaveTheActionTypeIsTold() throws Exception {
        CodePipelineTrigger trigger = trigger("freestyle");
        trigger.setRegion("eu-central-1");
        FreeStyleProject item = item("freestyle", trigger);
        assertThat(
                lastEvent(item).getText(),
                allOf(containsString("ActionTypeNotFoundException"), containsString("eu-central-1")));
    }

    @Test
    public void credentialsThatAreMissingAreToldAtOnceAndLookedForAgain() throws Exception {
        CodePipelineTrigger trigger = trigger("freestyle");
        trigger.setCredentialsId("missing");
        FreeStyleProject item = jobs.freestyle(trigger, new MockBuilder(Result.SUCCESS));
        assertThat(lastEvent(item).getText(), containsString("missing"));
        assertThat(polls(), is(0));
        JenkinsWithJobs.addCredentials(JENKINS.jenkins, "missing", JenkinsWithJobs.ACCESS_KEY_ID);
        jobs.success(jobs.queue(item));
    }

    @Test
    public void aRegionThatIsMissingIsToldInTheMonitorAtOnce() throws Exception {
        CodePipelineConfiguration.get().setRegion(null);
        FreeStyleProject item = item("freestyle", trigger("freestyle"));
        assertThat(lastEvent(item).getText(), containsString("region"));
        assertThat(ExtensionList.lookupSingleton(TriggerMonitor.class).isActivated(), is(true));
        CodePipelineConfiguration.get().setRegion(JenkinsWithJobs.REGION);
        jobs.success(jobs.queue(item));
    }

    @Test
    public void credentialsThatAreAnotherObjectAtEachLookUpArePolledWith() throws Exception {
        CodePipelineTrigger trigger = trigger("freestyle");
        trigger.setCredentialsId(NewAtEachLookUp.ID);
        FreeStyleProject item = jobs.freestyle(trigger, new MockBuilder(Result.SUCCESS));
        await("a poll", () -> polls() == 1);
        jobs.success(jobs.queue(item));
        assertThat(JobPoller.get().polls(), hasSize(1));
        assertThat(JobPoller.get().polls().iterator().next().members(), hasSize(1));
    }

    /** Gives credentials that can be compared with none of before. */
    @TestExtension
    public static final class NewAtEachLookUp extends CredentialsProvider {

        static final String ID = "new-at-each-look-up";

        @Override
        public <C extends Credentials> List<C> getCredentialsInItemGroup(
                Class<C> type, ItemGroup context, Authentication user, List<DomainRequirement> requirements) {
            return offer(type, ID, JenkinsWithJobs.ACCESS_KEY_ID);
        }
    }

    @Test
    public void aJobThatSomebodyElseAcknowledgedIsLeftToThem() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        await("the first poll", () -> polls() == 1);
        Job job = jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "freestyle"));
        jobs.aws.jobs().setDispatchTimeout(Duration.ZERO);
        jobs.aws.faults().turnOn(Fault.LOST_REQUEST, 1000, Operation.ACKNOWLEDGE_JOB);
        poll();
        await("the hand-out", () -> jobs.now(job).state() == JobState.DISPATCHED);
        jobs.aws.jobs().abandon(job.id());
        jobs.aws.faults().turnOff();
        await("the end", () -> JobLedger.get().find(job.id()).isEmpty());
        assertThat(lastEvent(item).getText(), startsWith("Another worker has the job " + job.id() + ", or it has ended (Failed)"));
        assertThat(item.getBuilds(), hasSize(0));
    }

    /** The acknowledgement did not arrive, CodePipeline hands the job out again, and the nonce of before is none any more. */
    @Test
    public void aJobThatIsHandedOutAgainIsAcknowledgedAgain() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        item.setAssignedLabel(new LabelAtom("nowhere"));
        await("the first poll", () -> polls() == 1);
        Job job = jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "freestyle"));
        JobLedger.get().add(JenkinsWithJobs.polled(job, "freestyle-2"));
        FreeStyleProject owner = JENKINS.createFreeStyleProject("freestyle-2");
        poll();
        jobs.success(job);
        assertThat(owner.getBuilds(), hasSize(1));
        assertThat(item.getBuilds(), hasSize(0));
        assertThat(jobs.now(job).events(JobEvent.Kind.ACKNOWLEDGED), hasSize(1));
    }

    @Test
    public void aLostAnswerToTheAcknowledgementMakesTheJobOurs() throws Exception {
        jobs.aws.faults().turnOn(Fault.LOST_ANSWER, 1, Operation.ACKNOWLEDGE_JOB);
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        Job job = jobs.queue(item);
        jobs.success(job);
        assertThat(item.getBuilds(), hasSize(1));
        assertThat(
                JobPoller.get().log("freestyle").getEvents().stream()
                        .anyMatch(event -> event.getText().contains("The answer to an acknowledgement of the job " + job.id())),
                is(true));
    }

    @Test
    public void deniedAcknowledgementsCountAsFailuresOfThePoll() throws Exception {
        jobs.aws.faults().turnOn(Fault.ACCESS_DENIED, 1, Operation.ACKNOWLEDGE_JOB);
        jobs.aws.jobs().setDispatchTimeout(Duration.ZERO);
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        await("the first poll", () -> polls() == 1);
        Job job = jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "freestyle"));
        poll();
        await("the failure", () -> lastEvent(item).isFailure());
        assertThat(lastEvent(item).getText(), containsString("codepipeline:AcknowledgeJob"));
        Poll only = JobPoller.get().polls().iterator().next();
        await("the end of the poll", () -> only.failures() == 1);
        assertThat(JobLedger.get().find(job.id()).isPresent(), is(false));
        poll();
        jobs.success(job);
    }

    @Test
    public void anIdThatIsNoneIsNotTaken() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        await("the first poll", () -> polls() == 1);
        jobs.aws.jobs().add(
                "../../evil",
                jobs.aws.jobs().data(
                        ActionTypes.JENKINS.id(), Map.of(ActionTypes.PROJECT_NAME, "freestyle"), "shop", "Deploy", "Jenkins"),
                JobState.QUEUED);
        poll();
        assertThat(lastEvent(item).getText(), containsString("\"../../evil\""));
        assertThat(jobs.aws.exchanges().count(Operation.ACKNOWLEDGE_JOB), is(0));
        assertThat(new File(JENKINS.jenkins.getRootDir().getParentFile(), "evil.xml").exists(), is(false));
        assertThat(JobLedger.get().entries(), hasSize(0));
        assertThat(Objects.toString(item.getLastBuild(), null), nullValue());
    }

    @Test
    public void aJobWithoutConfigurationIsBuilt() throws Exception {
        jobs.aws.jobs().actionTypes().add(ActionTypes.of(ActionTypes.id("Deploy", "Plain", "1")));
        WorkflowJob item = jobs.pipeline(new CodePipelineTrigger("Deploy", "Plain", "1"), "");
        Job job = jobs.aws.jobs().queue(jobs.aws
                .jobs()
                .data(ActionTypes.id("Deploy", "Plain", "1"), Map.of(), "shop", "Deploy", "Jenkins"));
        poll();
        jobs.success(job);
        assertThat(item.getBuilds(), hasSize(greaterThan(0)));
    }
}
