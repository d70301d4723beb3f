package io.jenkins.plugins.codepipeline.trigger;

import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import io.jenkins.plugins.codepipeline.PolicyViolations;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.net.URL;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;

/** The administrator's page of the jobs in progress, the monitor, and the polling log of an item. */
public class JobsPageTest {

    private static final String PAGE = "manage/codepipeline-jobs/";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithJobs jobs = new JenkinsWithJobs(JENKINS);

    private Job waiting() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        item.setAssignedLabel(new LabelAtom("nowhere"));
        Job job = jobs.aws.jobs().queue(jobs.aws
                .jobs()
                .data(ActionTypes.JENKINS.id(), Map.of(ActionTypes.PROJECT_NAME, "freestyle"), "<b>shop</b>", "Deploy", "Jenkins"));
        JenkinsWithJobs.poll();
        await("the queue", item::isInQueue);
        return job;
    }

    private Job failing() throws Exception {
        jobs.aws.faults().turnOn(Fault.ACCESS_DENIED, 1, Operation.PUT_JOB_SUCCESS_RESULT);
        Job job = jobs.queue(jobs.freestyle(new MockBuilder(Result.SUCCESS)));
        await("a failure", () -> JobRetryScheduler.get().isFailing(job.id()));
        return job;
    }

    @Test
    public void thePageShowsTheJobsInProgress() throws Exception {
        Job job = waiting();
        HtmlPage page = JENKINS.createWebClient().login("admin").goTo(PAGE);
        String text = page.asNormalizedText();
        assertThat(text, containsString("1 job is in progress."));
        assertThat(text, containsString(job.id()));
        assertThat(text, containsString("<b>shop</b>"));
        assertThat(text, containsString("Acknowledged"));
        assertThat(text, not(containsString("Retry now")));
        assertThat(page.getAnchorByText("freestyle").getHrefAttribute(), containsString("job/freestyle/"));
        assertThat(PolicyViolations.of(page), is(empty()));
    }

    @Test
    public void theJobsAreGivenAsJsonToo() throws Exception {
        Job job = waiting();
        JSONObject json = JENKINS.createWebClient()
                .login("admin")
                .getJSON(PAGE + "api/json?depth=2")
                .getJSONObject();
        assertThat(json.getInt("count"), is(1));
        JSONObject first = json.getJSONArray("jobs").getJSONObject(0);
        assertThat(first.getJSONObject("job").getString("id"), is(job.id()));
        assertThat(first.getJSONObject("job").getString("pipelineName"), is("<b>shop</b>"));
        assertThat(first.getString("item"), is("freestyle"));
        assertThat(first.getString("state"), is("ACKNOWLEDGED"));
    }

    @Test
    public void aResultThatCannotBeSentIsToldAndSentAgainByButton() throws Exception {
        Job job = failing();
        JenkinsRule.WebClient client = JENKINS.createWebClient().login("admin");
        HtmlPage manage = client.goTo("manage/");
        assertThat(
                manage.asNormalizedText(),
                containsString("1 AWS CodePipeline job: the build could not be started, or the result could not be sent."));
        HtmlPage page = client.goTo(PAGE);
        assertThat(page.asNormalizedText(), containsString("AccessDeniedException"));
        assertThat(PolicyViolations.of(page), is(empty()));
        JENKINS.submit(page.getFormByName("retry-" + job.id()));
        jobs.success(job);
    }

    @Test
    public void aJobIsForgottenByButton() throws Exception {
        Job job = failing();
        HtmlPage page = JENKINS.createWebClient().login("admin").goTo(PAGE);
        JENKINS.submit(page.getFormByName("forget-" + job.id()));
        assertThat(JobLedger.get().find(job.id()).isPresent(), is(false));
        assertThat(JobRetryScheduler.get().isFailing(job.id()), is(false));
        assertThat(jobs.now(job).state(), is(JobState.IN_PROGRESS));
    }

    @Test
    public void onlyAdministratorsSeeThePageAndPressItsButtons() throws Exception {
        Job job = waiting();
        JenkinsRule.WebClient reader = JENKINS.createWebClient().login("reader");
        assertFails(403, () -> reader.goTo(PAGE));
        assertFails(403, () -> reader.goTo(PAGE + "api/json", "application/json"));
        assertFails(403, () -> post(reader, "forget?id=" + job.id()));
        assertThat(JobLedger.get().find(job.id()).isPresent(), is(true));
        JenkinsRule.WebClient admin = JENKINS.createWebClient().login("admin");
        assertFails(405, () -> admin.goTo(PAGE + "forget?id=" + job.id()));
        assertFails(405, () -> admin.goTo(PAGE + "retry?id=" + job.id()));
        post(admin, "retry?id=unknown");
        post(admin, "forget?id=unknown");
        assertThat(JobLedger.get().find(job.id()).isPresent(), is(true));
    }

    private static void post(JenkinsRule.WebClient client, String action) throws Exception {
        WebRequest request = new WebRequest(new URL(JENKINS.getURL(), PAGE + action), HttpMethod.POST);
        client.addCrumb(request);
        client.getPage(request);
    }

    private interface Request {
        void send() throws Exception;
    }

    private static void assertFails(int status, Request request) {
        FailingHttpStatusCodeException failure =
                assertThrows(FailingHttpStatusCodeException.class, request::send);
        assertThat(failure.getStatusCode(), is(status));
    }

    @Test
    public void thePollingLogIsForThoseWhoSeeTheItem() throws Exception {
        jobs.success(jobs.queue(jobs.freestyle(new MockBuilder(Result.SUCCESS))));
        HtmlPage page = JENKINS.createWebClient().login("reader").goTo("job/freestyle/codepipeline-polling/");
        assertThat(page.asNormalizedText(), containsString("Took the job"));
        assertThat(page.asNormalizedText(), containsString("recorded the result"));
        assertThat(JENKINS.createWebClient().login("reader").goTo("job/freestyle/").asNormalizedText(),
                containsString("AWS CodePipeline Polling Log"));
        assertFails(403, () -> JENKINS.createWebClient().goTo("job/freestyle/codepipeline-polling/"));
        assertThat(Jenkins.get().getItemByFullName("freestyle", Item.class) != null, is(true));
    }
}
