package io.jenkins.plugins.codepipeline.report;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.github.tomakehurst.wiremock.http.Fault;
import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LoggerRule;
import software.amazon.awssdk.services.codepipeline.model.JobNotFoundException;

public class ReportedResultsTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String ID = JenkinsWithAws.JOB_ID;
    private static final String ATTACK = "<script>document.title='forged'</script>\" onmouseover=\"x' javascript:alert(1) &lt;b&gt;";

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Rule
    public final LoggerRule log = new LoggerRule();

    @Before
    public void setDefaults() throws Exception {
        jenkins.setDefaults();
    }

    @Test
    public void thePageShowsWhatWasReported() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                "putJobSuccessResult jobId: '" + ID + "', currentRevision: [revision: 'r1', changeIdentifier: 'c'],"
                        + " executionDetails: [summary: 'Built, tested', percentComplete: 70], continuationToken: 't'");

        HtmlPage page = JENKINS.createWebClient().getPage(run, "aws-codepipeline");
        HtmlTable table = page.getHtmlElementById("codepipeline-results");
        assertThat(table.getRows(), hasSize(2));
        List<String> cells = table.getRow(1).getCells().stream()
                .map(cell -> cell.asNormalizedText())
                .toList();
        assertThat(
                cells.subList(1, 5),
                contains(
                        ID + "\neu-west-1",
                        "Built, tested\nRevision r1",
                        "70 %",
                        "Recorded, the action goes on\nRequest " + FakeCodePipeline.REQUEST_ID));
        DomElement bar = table.getElementsByTagName("progress").get(0);
        assertThat(bar.getAttribute("value") + "/" + bar.getAttribute("max"), is("70/100"));
        assertThat(
                consoleLink(page),
                is("https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines?region=eu-west-1"));
        assertThat(
                JENKINS.createWebClient().getPage(run).asNormalizedText(),
                containsString("1 result reported to AWS CodePipeline"));
    }

    @Test
    public void thePageShowsFailuresToo() throws Exception {
        jenkins.aws.refuses(400, "JobNotFoundException", "no such job");
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                "catchError(buildResult: 'SUCCESS') { putJobSuccessResult jobId: '" + ID + "', region: 'cn-north-1' }\n"
                        + "catchError(buildResult: 'SUCCESS') { putJobSuccessResult jobId: 'x' }");

        HtmlPage page = JENKINS.createWebClient().getPage(run, "aws-codepipeline");
        String text = page.asNormalizedText();
        assertThat(text, containsString("No result reported to AWS CodePipeline, 2 failures"));
        assertThat(text, containsString("Not reported\nAWS CodePipeline in cn-north-1 did not take the result: JobNotFoundException: no such job"));
        assertThat(text, containsString("Not reported\nThe input has a problem"));
        assertThat(consoleLink(page), containsString("https://cn-north-1.console.amazonaws.cn/"));
    }

    private static String consoleLink(HtmlPage page) {
        HtmlTable table = page.getHtmlElementById("codepipeline-results");
        return table.getRow(1).getElementsByTagName("a").get(0).getAttribute("href");
    }

    @Test
    public void theApiExportsWhatThePageShows() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                "putJobSuccessResult jobId: '" + ID + "', executionDetails: [summary: 'Done', percentComplete: 100]\n"
                        + "catchError(buildResult: 'SUCCESS') { putJobSuccessResult jobId: 'x' }");

        JSONArray results = null;
        for (Object action : JENKINS.getJSON(run.getUrl() + "api/json").getJSONObject().getJSONArray("actions")) {
            if (((JSONObject) action).has("results")) {
                results = ((JSONObject) action).getJSONArray("results");
            }
        }
        JSONObject success = results.getJSONObject(0);
        assertThat(success.getString("jobId"), is(ID));
        assertThat(success.getString("region"), is("eu-west-1"));
        assertThat(success.getString("summary"), is("Done"));
        assertThat(success.getInt("percentComplete"), is(100));
        assertThat(success.getBoolean("recorded"), is(true));
        assertThat(success.getBoolean("continued"), is(false));
        assertThat(success.getInt("attempts"), is(1));
        assertThat(success.getString("requestId"), is(FakeCodePipeline.REQUEST_ID));
        JSONObject failure = results.getJSONObject(1);
        assertThat(failure.getBoolean("recorded"), is(false));
        assertThat(failure.getString("failure"), containsString("jobId: got \"x\""));
    }

    @Test
    public void aResultThatIsConfirmedByRetrySaysWhy() throws Exception {
        jenkins.aws.answersThenRefuses(
                aResponse().withFault(Fault.EMPTY_RESPONSE), 400, "InvalidJobStateException", "The job is not in progress");

        WorkflowRun run = jenkins.run(Result.SUCCESS, "putJobSuccessResult jobId: '" + ID + "'");

        String why = "Confirmed by retry: the request of attempt 1 was sent, but its answer was lost (" + jenkins.aws.uri()
                + " gave no usable answer: ";
        JENKINS.assertLogContains("Attempt 1 failed, there will be another in ", run);
        JENKINS.assertLogContains("AWS CodePipeline recorded the result (request id " + FakeCodePipeline.REQUEST_ID + ", 2 attempts", run);
        JENKINS.assertLogContains(why, run);
        assertThat(JENKINS.createWebClient().getPage(run, "aws-codepipeline").asNormalizedText(), containsString(why));
        assertThat(run.getAction(ReportedResults.class).getResults().get(0).getConfirmation(), startsWith(why));
    }

    @Test
    public void thePageShowsAResultThatIsUnderWayAndOneThatTheControllerLeft() throws Exception {
        jenkins.aws.answers(aResponse().withStatus(200).withFixedDelay(60_000));
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("putJobSuccessResult jobId: '" + ID + "'", true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.aws.awaitRequests(1);
        assertThat(JENKINS.createWebClient().getPage(run, "aws-codepipeline").asNormalizedText(), containsString("Under way"));

        // The file as a controller leaves it that is killed now.
        File file = new File(run.getRootDir(), "codepipeline-results/1.xml");
        String left = Files.readString(file.toPath());
        run.doStop();
        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(run));
        Files.writeString(file.toPath(), left);
        job.doReload();

        WorkflowRun loaded = JENKINS.jenkins.getItemByFullName(job.getFullName(), WorkflowJob.class).getBuildByNumber(1);
        assertThat(
                JENKINS.createWebClient().getPage(loaded, "aws-codepipeline").asNormalizedText(),
                containsString("The controller stopped before AWS CodePipeline had answered.\nThe result may have been recorded or not."));
    }

    @Test
    public void theCauseOfAFailureIsInTheSystemLogAtFineAndNowhereElse() throws Exception {
        jenkins.aws.refuses(400, "JobNotFoundException", "No job");
        log.record(Report.class, Level.FINE).capture(10);

        WorkflowRun run = jenkins.run(Result.FAILURE, "putJobSuccessResult jobId: '" + ID + "'");

        assertThat(log.getRecords().stream().map(LogRecord::getLevel).toList(), contains(Level.FINE));
        assertThat(log.getRecords().get(0).getThrown().getCause(), instanceOf(JobNotFoundException.class));
        assertThat(JenkinsRule.getLog(run), not(containsString("\tat ")));
    }

    @Test
    public void theFileOfTheBuildDoesNotGrowWithItsResults() throws Exception {
        String report = "putJobSuccessResult jobId: '" + ID + "', executionDetails: [summary: 'x' * 2000]\n";
        WorkflowRun few = jenkins.run(Result.SUCCESS, report);
        WorkflowRun many = jenkins.run(Result.SUCCESS, report.repeat(5));

        assertThat(many.getAction(ReportedResults.class).getResults(), hasSize(5));
        long difference = new File(many.getRootDir(), "build.xml").length() - new File(few.getRootDir(), "build.xml").length();
        assertThat(difference, lessThan(2000L));
    }

    @Test
    public void thePageSurvivesARestart() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS, "putJobSuccessResult jobId: '" + ID + "', executionDetails: [percentComplete: 42]");

        run.getParent().doReload();

        WorkflowRun loaded = JENKINS.jenkins.getItemByFullName(run.getParent().getFullName(), WorkflowJob.class)
                .getBuildByNumber(1);
        assertThat(loaded == run, is(false));
        ReportedResult result = loaded.getAction(ReportedResults.class).getResults().get(0);
        assertThat(result.getJobId(), is(ID));
        assertThat(result.getPercentComplete(), is(42));
        assertThat(result.isRecorded(), is(true));
        assertThat(JENKINS.createWebClient().getPage(loaded, "aws-codepipeline").asNormalizedText(), containsString("42 %"));
    }

    @Test
    public void charactersThatAFileOfJenkinsCanNotKeepDoNoHarm() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                "putJobSuccessResult cliInputJson: '{\"jobId\": \"" + ID
                        + "\", \"executionDetails\": {\"summary\": \"a\\\\u0000\\\\uffff\\\\u0085b\"}}'");

        run.getParent().doReload();

        WorkflowRun loaded = JENKINS.jenkins
                .getItemByFullName(run.getParent().getFullName(), WorkflowJob.class)
                .getBuildByNumber(1);
        assertThat(
                loaded.getAction(ReportedResults.class).getResults().get(0).getSummary(), is("a\\u0000\\uffff\\u0085b"));
        assertThat(loaded.getResult(), is(Result.SUCCESS));
    }

    @Test
    public void aTextThatAttacksThePageIsShownAsText() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                "def attack = '" + ATTACK.replace("'", "\\'") + "'\n"
                        + "putJobSuccessResult jobId: '" + ID + "', currentRevision: [revision: attack, changeIdentifier: 'c'],"
                        + " executionDetails: [summary: attack]\n"
                        + "catchError(buildResult: 'SUCCESS') { putJobSuccessResult jobId: attack, region: attack }");

        JenkinsRule.WebClient browser = JENKINS.createWebClient();
        HtmlPage page = browser.getPage(run, "aws-codepipeline");
        HtmlTable table = page.getHtmlElementById("codepipeline-results");
        assertThat(page.getTitleText(), not(is("forged")));
        assertThat(table.getElementsByTagName("script"), hasSize(0));
        assertThat(table.getElementsByTagName("b"), hasSize(0));
        assertThat(table.getRow(1).getCell(2).getTextContent(), allOf(startsWith(ATTACK), endsWith("Revision " + ATTACK)));
        assertThat(table.getRow(2).getCell(1).getTextContent(), containsString("<script>document.title="));
        for (DomElement element : table.getDomElementDescendants()) {
            assertThat(element.hasAttribute("onmouseover"), is(false));
            assertThat(element.getAttribute("href"), not(containsString("javascript:")));
        }
        assertThat(browser.getPage(run).getTitleText(), not(is("forged")));
    }

    @Test
    public void thousandResultsOfOneBuildStayUsable() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                "def branches = [:]\nfor (int i = 0; i < 50; i++) { branches[\"b$i\"] = { for (int j = 0; j < 20; j++) {"
                        + " putJobSuccessResult jobId: '" + ID + "' } } }\nparallel branches");

        HtmlTable table =
                JENKINS.createWebClient().getPage(run, "aws-codepipeline").getHtmlElementById("codepipeline-results");
        assertThat(table.getRows(), hasSize(1001));
        assertThat(
                JENKINS.createWebClient().getPage(run).asNormalizedText(),
                containsString("1000 results reported to AWS CodePipeline"));
    }

    @Test
    public void aBuildThatReportedNothingHasNoPage() throws Exception {
        assertThat(jenkins.run(Result.SUCCESS, "putJobSuccessResult generateCliSkeleton: 'input'").getAction(ReportedResults.class), is(nullValue()));
    }
}
