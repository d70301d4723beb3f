package io.jenkins.plugins.codepipeline.trigger;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import io.jenkins.plugins.codepipeline.result.BuildOutcome;
import java.io.File;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.FailureType;
import software.amazon.awssdk.services.codepipeline.model.Job;

/** Jobs in progress are known again after a restart. */
public class JobLedgerTest {

    private static final int MANY = 10_000;

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private File folder;

    @Before
    public void findFolder() {
        folder = new File(JENKINS.jenkins.getRootDir(), "codepipeline-jobs");
    }

    @After
    public void forgetAll() {
        JobLedger.get().entries().forEach(entry -> JobLedger.get().remove(entry.id()));
    }

    private static LedgerEntry entry() {
        Job job = Job.builder()
                .id(UUID.randomUUID().toString())
                .data(data -> data.pipelineContext(context -> context.pipelineName("shop")))
                .build();
        return LedgerEntry.polled(
                CodePipelineJob.of(job, Region.EU_WEST_1), "the-nonce", "folder/item", new TriggerSettings("worker", true, true));
    }

    @Test
    public void everythingOfAJobIsKnownAgain() throws Exception {
        LedgerEntry polled = entry();
        LedgerEntry due = entry();
        JobLedger.get().add(polled);
        JobLedger.get().add(due);
        JobLedger.get().update(due.id(), entry -> entry.acknowledged()
                .building(7)
                .resultDue(BuildOutcome.failure(FailureType.JOB_FAILED, "It \u0007 failed", "7")));

        JobLedger again = new JobLedger();
        LedgerEntry polledAgain = again.find(polled.id()).get();
        assertThat(polledAgain.state(), is(LedgerEntry.State.POLLED));
        assertThat(polledAgain.nonce(), is("the-nonce"));
        assertThat(polledAgain.takenAt(), is(polled.takenAt()));
        assertThat(polledAgain.job().getPipelineName(), is("shop"));
        LedgerEntry dueAgain = again.find(due.id()).get();
        assertThat(dueAgain.isResultDue(), is(true));
        assertThat(dueAgain.buildNumber(), is(7));
        assertThat(dueAgain.itemFullName(), is("folder/item"));
        assertThat(dueAgain.settings().credentialsId(), is("worker"));
        assertThat(dueAgain.result().toRequest(due.id()), is(JobLedger.get().find(due.id()).get().result().toRequest(due.id())));
    }

    @Test
    public void aNonceIsStoredEncrypted() throws Exception {
        LedgerEntry entry = entry();
        JobLedger.get().add(entry);
        assertThat(Files.readString(new File(folder, entry.id() + ".xml").toPath()), not(containsString("the-nonce")));
    }

    @Test
    public void theBuildOfAJobIsKnownAgain() throws Exception {
        LedgerEntry entry = entry();
        JobLedger.get().add(entry);
        JobLedger.get().acknowledge(entry.id());
        JobLedger.get().begin(entry.id(), 7);
        JobLedger.get().begin(entry.id(), 8); // Only the first counts.
        assertThat(new JobLedger().find(entry.id()).get().state(), is(LedgerEntry.State.POLLED));
        JobLedger.get().storeBuild(entry.id(), 8);
        JobLedger.get().storeBuild(entry.id(), 7);
        LedgerEntry again = new JobLedger().find(entry.id()).get();
        assertThat(again.state(), is(LedgerEntry.State.BUILDING));
        assertThat(again.buildNumber(), is(7));
    }

    @Test
    public void aResultThatIsDueIsMoreThanTheBuildThatHasBegun() throws Exception {
        LedgerEntry entry = entry();
        JobLedger.get().add(entry);
        JobLedger.get().begin(entry.id(), 7);
        JobLedger.get().storeBuild(entry.id(), 7);
        JobLedger.get().update(
                entry.id(), building -> building.resultDue(BuildOutcome.failure(FailureType.JOB_FAILED, "It failed", "7")));
        LedgerEntry again = new JobLedger().find(entry.id()).get();
        assertThat(again.isResultDue(), is(true));
        assertThat(again.buildNumber(), is(7));
    }

    @Test
    public void anAcknowledgementThatIsNotedLateDoesNotUndoTheStartOfTheBuild() throws Exception {
        LedgerEntry entry = entry();
        JobLedger.get().add(entry);
        JobLedger.get().begin(entry.id(), 7);
        JobLedger.get().acknowledge(entry.id());
        assertThat(JobLedger.get().find(entry.id()).get().buildNumber(), is(7));
    }

    @Test
    public void aFileThatCannotBeReadDoesNotHideTheOthers() throws Exception {
        LedgerEntry entry = entry();
        JobLedger.get().add(entry);
        Files.writeString(new File(folder, "broken.xml").toPath(), "<broken");
        Files.writeString(
                new File(folder, "empty.xml").toPath(), "<io.jenkins.plugins.codepipeline.trigger.LedgerEntry/>");
        Files.writeString(new File(folder, "text.xml").toPath(), "<string>x</string>");
        Files.createFile(new File(folder, "gone.build-7").toPath());
        Files.createFile(new File(folder, "gone.build-99999999999").toPath());
        assertThat(new JobLedger().entries(), hasSize(1));
    }

    @Test
    public void aForgottenJobStaysForgotten() throws Exception {
        LedgerEntry entry = entry();
        JobLedger.get().add(entry);
        JobLedger.get().begin(entry.id(), 7);
        JobLedger.get().storeBuild(entry.id(), 7);
        JobLedger.get().remove(entry.id());
        JobLedger.get().storeBuild(entry.id(), 7);
        assertThat(JobLedger.get().update(entry.id(), LedgerEntry::acknowledged), is(Optional.empty()));
        assertThat(new JobLedger().entries(), hasSize(0));
        assertThat(Stream.of(folder.list()).filter(name -> name.startsWith(entry.id())).toList(), hasSize(0));
    }

    /** Prints how long they take; the time is the machine's. */
    @Test
    public void tenThousandJobsAreLoaded() throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < MANY; i++) {
            JobLedger.get().add(entry());
        }
        long added = System.nanoTime();
        assertThat(new JobLedger().entries(), hasSize(MANY));
        long loaded = System.nanoTime();
        System.out.printf(
                "A ledger of %d jobs: %d ms to write, %d ms to load%n", MANY, (added - start) / 1_000_000, (loaded - added) / 1_000_000);
    }
}
