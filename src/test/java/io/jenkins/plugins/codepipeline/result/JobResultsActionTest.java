package io.jenkins.plugins.codepipeline.result;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline.error;
import static io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline.recorded;
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
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import java.io.File;
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
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.JobNotFoundException;

public class JobResultsActionTest {

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
    public void thePageShowsASuccess() throws Exception {
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
                        "Success\nBuilt, tested\nRevision r1",
                        "70 %",
                        "Recorded; the action is not finished\nRequest " + FakeCodePipeline.REQUEST_ID));
        DomElement bar = table.getElementsByTagName("progress").get(0);
        assertThat(bar.getAttribute("value") + "/" + bar.getAttribute("max"), is("70/100"));
        assertThat(
                consoleLink(page),
                is("https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines?region=eu-west-1"));
        assertThat(
                JENKINS.createWebClient().getPage(run).asNormalizedText(),
                containsString("AWS CodePipeline: 1 success recorded"));
    }

    @Test
    public void thePageShowsAFailure() throws Exception {
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                "putJobFailureResult jobId: '" + ID + "', failureDetails: [type: 'ConfigurationError', message: 'No such bucket']");

        HtmlTable table =
                JENKINS.createWebClient().getPage(run, "aws-codepipeline").getHtmlElementById("codepipeline-results");
        assertThat(
                table.getRow(1).getCell(2).asNormalizedText(), is("Failure: ConfigurationError\nNo such bucket"));
        assertThat(table.getRow(1).getCell(4).asNormalizedText(), startsWith("Recorded\nRequest "));
        JSONObject result = exported(run).getJSONObject(0);
        assertThat(result.getString("operation"), is("PutJobFailureResult"));
        assertThat(result.getString("failureType"), is("ConfigurationError"));
        assertThat(result.getString("summary"), is("No such bucket"));
        assertThat(result.getString("state"), is("RECORDED"));
        assertThat(run.getAction(JobResultsAction.class).getSummary(), is("AWS CodePipeline: 1 failure recorded"));
    }

    @Test
    public void thePageShowsWhatIsNotRecorded() throws Exception {
        jenkins.aws.refuses(400, "JobNotFoundException", "no such job");
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                "catchError(buildResult: 'SUCCESS') { putJobSuccessResult jobId: '" + ID + "', region: 'cn-north-1' }\n"
                        + "catchError(buildResult: 'SUCCESS') { putJobSuccessResult jobId: 'x' }");

        HtmlPage page = JENKINS.createWebClient().getPage(run, "aws-codepipeline");
        String text = page.asNormalizedText();
        assertThat(text, containsString("AWS CodePipeline: 2 results not recorded"));
        assertThat(text, containsString("Not recorded\nAWS CodePipeline in cn-north-1 rejected PutJobSuccessResult: JobNotFoundException: no such job"));
        assertThat(text, containsString("Not recorded\nThe input has a problem"));
        assertThat(consoleLink(page), containsString("https://cn-north-1.console.amazonaws.cn/"));
    }

    @Test
    public void thePageShowsTheNewestOfManyResults() throws Exception {
        WorkflowRun run = jenkins.run(Result.SUCCESS, "");
        for (int i = 1; i <= 202; i++) {
            JobResultRecord result = JobResultRecord.automatic(JobResultOperation.SUCCESS, ID);
            result.fail("failure " + i, false);
            JobResultsAction.of(run).save(result);
        }

        HtmlPage page = JENKINS.createWebClient().getPage(run, "aws-codepipeline");
        HtmlTable table = page.getHtmlElementById("codepipeline-results");
        assertThat(table.getRows(), hasSize(201));
        assertThat(table.getRow(1).getCell(4).asNormalizedText(), is("Not recorded\nfailure 3"));
        assertThat(table.getRow(200).getCell(4).asNormalizedText(), is("Not recorded\nfailure 202"));
        assertThat(page.asNormalizedText(), containsString("The newest 200 are shown."));
        assertThat(exported(run), hasSize(202));
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

        JSONArray results = exported(run);
        JSONObject success = results.getJSONObject(0);
        assertThat(success.getString("jobId"), is(ID));
        assertThat(success.getString("region"), is("eu-west-1"));
        assertThat(success.getString("summary"), is("Done"));
        assertThat(success.getInt("percentComplete"), is(100));
        assertThat(success.getString("operation"), is("PutJobSuccessResult"));
        assertThat(success.getString("state"), is("RECORDED"));
        assertThat(success.getBoolean("continued"), is(false));
        assertThat(success.getInt("attempts"), is(1));
        assertThat(success.getString("requestId"), is(FakeCodePipeline.REQUEST_ID));
        JSONObject failure = results.getJSONObject(1);
        assertThat(failure.getString("state"), is("FAILED"));
        assertThat(failure.getString("failure"), containsString("jobId: got \"x\""));
    }

    private static JSONArray exported(WorkflowRun run) throws Exception {
        return exportedAction(run, "results").getJSONArray("results");
    }

    private static JSONObject exportedAction(WorkflowRun run, String property) throws Exception {
        for (Object action : JENKINS.getJSON(run.getUrl() + "api/json").getJSONObject().getJSONArray("actions")) {
            if (((JSONObject) action).has(property)) {
                return (JSONObject) action;
            }
        }
        throw new AssertionError("nothing has " + property);
    }

    @Test
    public void theApiExportsTheJobThatABuildWorksOn() throws Exception {
        Job job = Job.builder()
                .id(ID)
                .data(data -> data.pipelineContext(context -> context.pipelineName("shop").stage(stage -> stage.name("Prod"))))
                .build();
        WorkflowJob item = JENKINS.createProject(WorkflowJob.class);
        item.setDefinition(new CpsFlowDefinition("putJobSuccessResult()", true));
        WorkflowRun run = JENKINS.assertBuildStatus(
                Result.SUCCESS,
                item.scheduleBuild2(0, new CodePipelineJobAction(CodePipelineJob.of(job, Region.EU_WEST_1), null)));

        JSONObject exported = exportedAction(run, "job").getJSONObject("job");
        assertThat(exported.getString("id"), is(ID));
        assertThat(exported.getString("region"), is("eu-west-1"));
        assertThat(exported.getString("pipelineName"), is("shop"));
        assertThat(exported.getString("stageName"), is("Prod"));
    }

    private static JobResultRecord result(WorkflowRun run) {
        return run.getAction(JobResultsAction.class).getResults().get(0);
    }

    @Test
    public void aResultOfWhichNothingIsKnownIsCalledRecordedOrNot() throws Exception {
        jenkins.aws.answersInTurn(ID, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER), error(400, "AccessDeniedException", "no"));

        WorkflowRun run = jenkins.run(Result.FAILURE, "putJobSuccessResult jobId: '" + ID + "'");

        assertThat(
                JENKINS.createWebClient().getPage(run, "aws-codepipeline").asNormalizedText(),
                containsString("May have been recorded\nAWS CodePipeline in eu-west-1 rejected PutJobSuccessResult: AccessDeniedException: no"));
        assertThat(result(run).getState(), is(JobResultState.UNKNOWN));
        JENKINS.assertLogContains(
                "AWS CodePipeline may have carried out PutJobSuccessResult, although no answer confirmed it.", run);
    }

    @Test
    public void aJobThatEndedWhileAnAnswerWasLostDoesNotHaveTheResult() throws Exception {
        jenkins.aws.answersInTurn(
                ID,
                aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
                error(400, "InvalidJobStateException", "Job with id " + ID + " has already terminated"));

        WorkflowRun run = jenkins.run(Result.FAILURE, "putJobSuccessResult jobId: '" + ID + "'");

        for (String text : List.of(
                "Attempt 1 failed. The next one follows in ",
                "ERROR: AWS CodePipeline in eu-west-1 rejected PutJobSuccessResult: InvalidJobStateException: Job with id " + ID
                        + " has already terminated (HTTP 400, request ID " + FakeCodePipeline.REQUEST_ID + ")",
                "The job has already ended, or it has the opposite result. A job accepts exactly one result.",
                "An earlier attempt got no answer, but it did not record this result either",
                "Gave up after 2 attempts")) {
            JENKINS.assertLogContains(text, run);
        }
        assertThat(result(run).getState(), is(JobResultState.FAILED));
    }

    @Test
    public void thePageShowsAResultThatIsInProgress() throws Exception {
        jenkins.aws.answersInTurn(ID, recorded().withFixedDelay(60_000));
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("putJobSuccessResult jobId: '" + ID + "'", true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.aws.awaitRequests(1);

        assertThat(
                JENKINS.createWebClient().getPage(run, "aws-codepipeline").asNormalizedText(), containsString("In progress"));
        assertThat(exported(run).getJSONObject(0).getString("state"), is("IN_PROGRESS"));

        run.doStop();
        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(run));
        assertThat(exported(run).getJSONObject(0).getString("state"), is("UNKNOWN"));
    }

    @Test
    public void theCauseOfAFailureIsInTheSystemLogAtFineAndNowhereElse() throws Exception {
        jenkins.aws.refuses(400, "JobNotFoundException", "No job");
        log.record(JobResultTask.class, Level.FINE).capture(10);

        WorkflowRun run = jenkins.run(Result.FAILURE, "putJobSuccessResult jobId: '" + ID + "'");

        assertThat(log.getRecords().stream().map(LogRecord::getLevel).toList(), contains(Level.FINE));
        assertThat(log.getRecords().get(0).getThrown().getCause(), instanceOf(JobNotFoundException.class));
        assertThat(result(run).getState(), is(JobResultState.FAILED));
        assertThat(JenkinsRule.getLog(run), not(containsString("\tat ")));
    }

    @Test
    public void theFileOfTheBuildDoesNotGrowWithItsResults() throws Exception {
        String report = "putJobSuccessResult jobId: '" + ID + "', executionDetails: [summary: 'x' * 2000]\n";
        WorkflowRun few = jenkins.run(Result.SUCCESS, report);
        WorkflowRun many = jenkins.run(Result.SUCCESS, report.repeat(5));

        assertThat(many.getAction(JobResultsAction.class).getResults(), hasSize(5));
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
        JobResultRecord result = loaded.getAction(JobResultsAction.class).getResults().get(0);
        assertThat(result.getJobId(), is(ID));
        assertThat(result.getPercentComplete(), is(42));
        assertThat(result.getState(), is(JobResultState.RECORDED));
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
                loaded.getAction(JobResultsAction.class).getResults().get(0).getSummary(), is("a\\u0000\\uffff\\u0085b"));
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
        assertThat(table.getRow(1).getCell(2).getTextContent(), allOf(startsWith("Success" + ATTACK), endsWith("Revision " + ATTACK)));
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
        assertThat(table.getRows(), hasSize(201));
        assertThat(
                JENKINS.createWebClient().getPage(run).asNormalizedText(),
                containsString("AWS CodePipeline: 1000 successes recorded"));
    }

    @Test
    public void aBuildThatSentNothingHasNoPage() throws Exception {
        assertThat(jenkins.run(Result.SUCCESS, "putJobSuccessResult generateCliSkeleton: 'input'").getAction(JobResultsAction.class), is(nullValue()));
    }
}
