package io.jenkins.plugins.codepipeline.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import java.util.List;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTable;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

public class ReportedResultsTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String ID = JenkinsWithAws.JOB_ID;
    private static final String ATTACK = "<script>document.title='forged'</script>\" onmouseover=\"x' javascript:alert(1) &lt;b&gt;";

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

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
