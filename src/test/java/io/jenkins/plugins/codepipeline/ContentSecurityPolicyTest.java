package io.jenkins.plugins.codepipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.codepipeline.freestyle.JobResultBuilder;
import io.jenkins.plugins.codepipeline.freestyle.JobResultNotifier;
import io.jenkins.plugins.codepipeline.step.PutJobSuccessResultStep;
import io.jenkins.plugins.codepipeline.trigger.CodePipelineTrigger;
import java.util.List;
import org.htmlunit.html.HtmlOption;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;

/** Opens each page and form of the plugin. */
@RunWith(Parameterized.class)
public class ContentSecurityPolicyTest {

    private static final int SECONDS = 60;

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Parameter
    public View view;

    /** A new page or form needs a line here. */
    @Parameters(name = "{0}")
    public static List<View> views() {
        return List.of(
                new View("global configuration", field("allowControllerIdentity"), (test, browser) -> browser.goTo("manage/configure")),
                new View("freestyle build step", field("cliInputJson"), (test, browser) -> browser.getPage(test.withBuildStep(), "configure")),
                new View("freestyle post-build action", field("unstableIsSuccess"), (test, browser) -> browser.getPage(test.withPostBuildAction(), "configure")),
                new View("trigger of a freestyle job", field("queryParam"), (test, browser) -> browser.getPage(test.freestyleWithTrigger(), "configure")),
                new View("trigger of a Pipeline", field("queryParam"), (test, browser) -> browser.getPage(test.pipelineWithTrigger(), "configure")),
                new View("putJobSuccessResult in the Snippet Generator", field("cliInputJson"), snippetOf("putJobSuccessResult")),
                new View("putJobFailureResult in the Snippet Generator", field("cliInputJson"), snippetOf("putJobFailureResult")),
                new View("getJobDetails in the Snippet Generator", field("jobId"), snippetOf("getJobDetails")),
                new View("build", "//a[@href='aws-codepipeline']", (test, browser) -> browser.getPage(test.build())),
                new View("results of a build", "//table[@id='codepipeline-results']", (test, browser) -> browser.getPage(test.build(), "aws-codepipeline")),
                new View("polling log", "//table[@id='codepipeline-polling']", (test, browser) -> browser.getPage(test.pipelineWithTrigger(), "codepipeline-polling")),
                new View("jobs in progress, of which there are none", "//h1", (test, browser) -> browser.goTo("manage/codepipeline-jobs")));
    }

    @Test
    public void nothingOfItViolatesThePolicyOfJenkins() throws Exception {
        try (WebClient browser = JENKINS.createWebClient()) {
            HtmlPage page = view.opening.open(this, browser);

            // Parts of a form are fetched by its script.
            for (int i = 0; i < 10 * SECONDS && page.getByXPath(view.element).isEmpty(); i++) {
                browser.waitForBackgroundJavaScript(100);
            }
            assertThat(view.element, page.getByXPath(view.element), is(not(empty())));
            assertThat(PolicyViolations.of(page), is(empty()));
        }
    }

    private FreeStyleProject withBuildStep() throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        job.getBuildersList().add(new JobResultBuilder(new PutJobSuccessResultStep()));
        return job;
    }

    private FreeStyleProject withPostBuildAction() throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        job.getPublishersList().add(new JobResultNotifier(new PutJobSuccessResultStep()));
        return job;
    }

    private FreeStyleProject freestyleWithTrigger() throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        job.addTrigger(new CodePipelineTrigger("Deploy", "Jenkins", "1"));
        return job;
    }

    private WorkflowJob pipelineWithTrigger() throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.addProperty(new PipelineTriggersJobProperty(List.of(new CodePipelineTrigger("Deploy", "Jenkins", "1"))));
        return job;
    }

    private Run<?, ?> build() throws Exception {
        jenkins.setDefaults();
        return jenkins.run(Result.SUCCESS, "putJobSuccessResult jobId: '" + JenkinsWithAws.JOB_ID + "', executionDetails: [percentComplete: 100]");
    }

    private static Opening snippetOf(String step) {
        return (test, browser) -> {
            Job<?, ?> job = JENKINS.createProject(WorkflowJob.class);
            HtmlPage page = browser.getPage(job, "pipeline-syntax");
            HtmlSelect steps = page.getFirstByXPath("//form[@name='config']//select");
            HtmlOption option = steps.getOptions().stream()
                    .filter(each -> each.getText().startsWith(step + ':'))
                    .findFirst()
                    .orElseThrow();
            return (HtmlPage) steps.setSelectedAttribute(option, true);
        };
    }

    private static String field(String name) {
        return "//*[@name='_." + name + "']";
    }

    /**
     * What a person opens.
     *
     * @param element is there when all is
     */
    public record View(String name, String element, Opening opening) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** A way to a page. */
    public interface Opening {

        HtmlPage open(ContentSecurityPolicyTest test, WebClient browser) throws Exception;
    }
}
