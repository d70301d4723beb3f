package io.jenkins.plugins.codepipeline.trigger;

import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import hudson.model.FreeStyleProject;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.labels.LabelAtom;
import hudson.util.Secret;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LoggerRule;
import org.jvnet.hudson.test.MockBuilder;

/** What a worker gets of a job and must keep to itself is in no file, page or log of Jenkins. */
public class SecretsOfJobsTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithJobs jobs = new JenkinsWithJobs(JENKINS);

    @Rule
    public final LoggerRule logger =
            new LoggerRule().record("io.jenkins.plugins.codepipeline", Level.ALL).capture(100_000);

    @Test
    public void artifactCredentialsNoncesAndSecretPropertiesAreNowhere() throws Exception {
        Map<String, String> secret = Map.of(ActionTypes.DEPLOY_TOKEN, "token-that-is-very-secret");
        WorkflowJob pipeline = jobs.pipeline(
                "getJobDetails(); echo 'deploys'; error 'It failed'",
                new PasswordParameterDefinition("DEPLOY_TOKEN", Secret.fromString(""), ""));
        jobs.failure(jobs.queue(pipeline, secret));
        FreeStyleProject freestyle =
                jobs.freestyle(new MockBuilder(Result.SUCCESS), new StringParameterDefinition("ENVIRONMENT", ""));
        jobs.success(jobs.queue(freestyle, secret));

        // One that is only polled, one that waits in the queue, and one whose result is to be sent.
        freestyle.setAssignedLabel(new LabelAtom("nowhere"));
        Job queued = jobs.queue(freestyle, secret);
        await("the queue", () -> freestyle.isInQueue());
        jobs.aws.faults().turnOn(Fault.ACCESS_DENIED, 1, Operation.PUT_JOB_FAILURE_RESULT);
        Job due = jobs.queue(pipeline, secret);
        await("a failure", () -> JobRetryScheduler.get().isFailing(due.id()));
        jobs.aws.faults().turnOn(Fault.LOST_REQUEST, 1000, Operation.ACKNOWLEDGE_JOB);
        Job polled = jobs.queue(pipeline, secret);
        await("the ledger", () -> JobLedger.get().find(polled.id()).isPresent());
        assertThat(JobLedger.get().entries().size(), is(3));
        JENKINS.jenkins.getQueue().save();

        Set<String> secrets = jobs.aws.jobs().secrets();
        assertThat(secrets.size(), greaterThan(10));
        Map<String, String> found = new HashMap<>();
        try (Stream<Path> files = Files.walk(JENKINS.jenkins.getRootDir().toPath())) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("/plugins/") && !file.toString().contains("/war/"))
                    .forEach(file -> find(secrets, file.toString(), read(file), found));
        }
        try (JenkinsRule.WebClient client = JENKINS.createWebClient()) {
            client.login("admin");
            for (String page : List.of(
                    "manage/codepipeline-jobs/",
                    "manage/codepipeline-jobs/api/json?depth=5",
                    "job/pipeline/",
                    "job/pipeline/codepipeline-polling/",
                    "job/pipeline/1/",
                    "job/pipeline/1/parameters/",
                    "job/pipeline/1/aws-codepipeline/",
                    "job/pipeline/1/consoleText",
                    "job/pipeline/1/api/json?depth=5",
                    "job/freestyle/1/api/json?depth=5",
                    "queue/api/json?depth=5",
                    "manage/")) {
                find(secrets, page, client.goTo(page, null).getWebResponse().getContentAsString(), found);
            }
        }
        logger.getMessages().forEach(message -> find(secrets, "log", message, found));
        assertThat(found.keySet(), is(Set.of()));
        jobs.aws.faults().turnOff();
        assertThat(jobs.now(queued).isOpen(), is(true));
    }

    private static void find(Set<String> secrets, String where, String text, Map<String, String> found) {
        secrets.stream().filter(text::contains).forEach(secret -> found.put(where, secret));
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
