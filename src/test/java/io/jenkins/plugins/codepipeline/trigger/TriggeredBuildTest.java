package io.jenkins.plugins.codepipeline.trigger;

import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.await;
import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.trigger;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.EnvVars;
import hudson.model.BooleanParameterDefinition;
import hudson.model.ChoiceParameterDefinition;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.TextParameterDefinition;
import hudson.util.Secret;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobCause;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jenkins.branch.BranchSource;
import jenkins.scm.impl.SingleSCMSource;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.CaptureEnvironmentBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;
import org.jvnet.hudson.test.SingleFileSCM;
import software.amazon.awssdk.services.codepipeline.model.JobData;

/** A build that a trigger started knows its job: by variables, parameters, its cause, and the defaults of the steps. */
public class TriggeredBuildTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithJobs jobs = new JenkinsWithJobs(JENKINS);

    @Test
    public void aPipelineSeesTheJobInVariables() throws Exception {
        WorkflowJob item = jobs.pipeline(
                """
                echo "job=${env.CODEPIPELINE_JOB_ID} region=${env.CODEPIPELINE_REGION} account=${env.CODEPIPELINE_ACCOUNT_ID}"
                echo "pipeline=${env.CODEPIPELINE_PIPELINE_NAME} execution=${env.CODEPIPELINE_PIPELINE_EXECUTION_ID}"
                echo "stage=${env.CODEPIPELINE_STAGE_NAME} action=${env.CODEPIPELINE_ACTION_NAME}/${env.CODEPIPELINE_ACTION_EXECUTION_ID}"
                echo "token=${env.CODEPIPELINE_CONTINUATION_TOKEN}"
                """);
        Job job = jobs.queue(item);
        jobs.success(job);
        WorkflowRun run = jobs.firstBuild(item);
        JENKINS.assertLogContains("job=" + job.id() + " region=eu-west-1 account=123456789012", run);
        JENKINS.assertLogContains(
                "pipeline=shop execution=" + job.data().pipelineContext().pipelineExecutionId(), run);
        JENKINS.assertLogContains("stage=Deploy action=Jenkins/" + job.actionExecutionId(), run);
        JENKINS.assertLogContains("token=null", run);
    }

    @Test
    public void aFreestyleBuildSeesTheJobInVariables() throws Exception {
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        FreeStyleProject item = jobs.freestyle(environment);
        Job job = jobs.queue(item);
        jobs.success(job);
        EnvVars seen = environment.getEnvVars();
        Map<String, String> ours = new TreeMap<>(seen);
        ours.keySet().removeIf(name -> !name.startsWith("CODEPIPELINE_"));
        assertThat(
                ours,
                is(new TreeMap<>(Map.of(
                        "CODEPIPELINE_JOB_ID", job.id(),
                        "CODEPIPELINE_REGION", "eu-west-1",
                        "CODEPIPELINE_ACCOUNT_ID", "123456789012",
                        "CODEPIPELINE_PIPELINE_NAME", "shop",
                        "CODEPIPELINE_PIPELINE_EXECUTION_ID", job.data().pipelineContext().pipelineExecutionId(),
                        "CODEPIPELINE_STAGE_NAME", "Deploy",
                        "CODEPIPELINE_ACTION_NAME", "Jenkins",
                        "CODEPIPELINE_ACTION_EXECUTION_ID", job.actionExecutionId()))));
    }

    @Test
    public void parametersGetTheirValuesFromTheActionsConfiguration() throws Exception {
        WorkflowJob item = jobs.pipeline(
                "echo \"${params.ENVIRONMENT}|${params.NOTES}|${params.SIZE}|${params.FORCE}|${params.OTHER}|\" +"
                        + " (params.DEPLOY_TOKEN.toString() == 'very-' + 'secret')",
                new StringParameterDefinition("ENVIRONMENT", "none"),
                new TextParameterDefinition("NOTES", "", ""),
                new ChoiceParameterDefinition("SIZE", new String[] {"small", "large"}, ""),
                new BooleanParameterDefinition("FORCE", false, ""),
                new PasswordParameterDefinition("DEPLOY_TOKEN", Secret.fromString(""), ""),
                new StringParameterDefinition("OTHER", "as defined"));
        jobs.success(jobs.queue(
                item,
                Map.of(
                        "ENVIRONMENT", "${SIZE} $(x)",
                        "NOTES", "one\ntwo",
                        "SIZE", "large",
                        "FORCE", "true",
                        ActionTypes.DEPLOY_TOKEN, "very-secret",
                        "UNDEFINED", "stored-nowhere")));
        WorkflowRun run = jobs.firstBuild(item);
        JENKINS.assertLogContains("${SIZE} $(x)|one\ntwo|large|true|as defined|true", run);
        String stored = Files.readString(new File(run.getRootDir(), "build.xml").toPath(), StandardCharsets.UTF_8);
        assertThat(stored, not(containsString("very-secret")));
        assertThat(stored, not(containsString("stored-nowhere")));
        assertThat(stored, not(containsString("UNDEFINED")));
    }

    @Test
    public void aFreestyleBuildGetsParametersToo() throws Exception {
        CaptureEnvironmentBuilder environment = new CaptureEnvironmentBuilder();
        jobs.success(jobs.queue(
                jobs.freestyle(environment, new StringParameterDefinition("ENVIRONMENT", "none")),
                Map.of("ENVIRONMENT", "production", "OTHER", "x")));
        assertThat(environment.getEnvVars().get("ENVIRONMENT"), is("production"));
        assertThat(environment.getEnvVars().get("OTHER"), nullValue());
    }

    @Test
    public void aValueThatAParameterDoesNotAllowIsAConfigurationError() throws Exception {
        WorkflowJob item = jobs.pipeline("", new ChoiceParameterDefinition("SIZE", new String[] {"small", "large"}, ""));
        Job job = jobs.queue(item, Map.of("SIZE", "huge-secret"));
        assertThat(
                jobs.failure(job),
                is("The action's configuration has a value for the parameter SIZE that the parameter does not allow."));
        assertThat(jobs.now(job).failure().get().failureDetails().typeAsString(), is("ConfigurationError"));
        assertThat(item.getBuilds(), hasSize(0));
    }

    @Test
    public void aBuildWithoutParametersHasNone() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        jobs.success(jobs.queue(item, Map.of("ENVIRONMENT", "production")));
        assertThat(jobs.firstBuild(item).getAction(ParametersAction.class), nullValue());
    }

    @Test
    public void thePageOfTheBuildSaysWhatStartedItAndLinksToTheConsole() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        Job job = jobs.queue(item);
        jobs.success(job);
        FreeStyleBuild run = jobs.firstBuild(item);
        String text = "Started by AWS CodePipeline: pipeline shop, stage Deploy, action Jenkins";
        assertThat(run.getCause(CodePipelineJobCause.class).getShortDescription(), is(text));
        JENKINS.assertLogContains(text, run);
        HtmlPage page = JENKINS.createWebClient().login("admin").getPage(run);
        HtmlAnchor link = page.getAnchorByText(text);
        assertThat(
                link.getHrefAttribute(),
                allOf(
                        containsString("console.aws.amazon.com"),
                        containsString("/shop/"),
                        containsString(job.data().pipelineContext().pipelineExecutionId())));
        String api = JENKINS.createWebClient()
                .login("admin")
                .goTo(run.getUrl() + "api/json?depth=2", "application/json")
                .getWebResponse()
                .getContentAsString();
        assertThat(api, containsString("\"id\":\"" + job.id() + '"'));
    }

    @Test
    public void namesFromThePipelineCannotForgeLinesOrMarkUp() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        JobData data = jobs.aws.jobs().data(
                ActionTypes.JENKINS.id(),
                Map.of(ActionTypes.PROJECT_NAME, "freestyle"),
                "<script>alert(1)</script>",
                "Deploy\nFinished: FAILURE",
                "<b>");
        Job job = jobs.aws.jobs().queue(data);
        JenkinsWithJobs.poll();
        jobs.success(job);
        String log = JENKINS.getLog(jobs.firstBuild(item));
        assertThat(log, containsString("stage Deploy\\nFinished: FAILURE, action <b>"));
        HtmlPage page = JENKINS.createWebClient().login("admin").getPage(jobs.firstBuild(item));
        assertThat(page.getWebResponse().getContentAsString(), not(containsString("<script>alert(1)")));
        HtmlPage polling = JENKINS.createWebClient().login("admin").getPage(item, "codepipeline-polling");
        assertThat(polling.getWebResponse().getContentAsString(), not(containsString("<script>alert(1)")));
        assertThat(polling.asNormalizedText(), containsString("stage Deploy\\nFinished: FAILURE, action <b>"));
    }

    @Test
    public void theStepsKnowJobRegionAndCredentialsOfTheTrigger() throws Exception {
        JenkinsWithJobs.addCredentials(JENKINS.jenkins, "of-trigger", "AKIDTRIGGER");
        jobs.aws.accessKeys().add("AKIDTRIGGER", "AKIDTRIGGERSecret");
        jobs.aws.jobs("us-east-1").actionTypes().add(ActionTypes.JENKINS);
        CodePipelineConfiguration.get().setCredentialsId(null);
        CodePipelineTrigger trigger = trigger("pipeline");
        trigger.setRegion("us-east-1");
        trigger.setCredentialsId("of-trigger");
        WorkflowJob item = jobs.pipeline(trigger, "putJobFailureResult failureDetails: [type: 'JobFailed', message: 'No']");
        Job job = jobs.aws.jobs("us-east-1").queue(Map.of(ActionTypes.PROJECT_NAME, "pipeline"));
        JenkinsWithJobs.poll();
        await("the result", () -> !jobs.aws.jobs("us-east-1").get(job.id()).isOpen());
        assertThat(
                jobs.aws.jobs("us-east-1").get(job.id()).failure().get().failureDetails().message(), is("No"));
        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(jobs.firstBuild(item)));
        assertThat(JobLedger.get().find(job.id()).isPresent(), is(false));
        assertThat(
                jobs.aws.exchanges().all().stream().allMatch(exchange -> exchange.accessKeyId().equals("AKIDTRIGGER")),
                is(true));
    }

    @Test
    public void getJobDetailsGivesTheDataOfTheJobWithoutItsArtifactCredentials() throws Exception {
        WorkflowJob item = jobs.pipeline(
                """
                def details = getJobDetails()
                echo "${details.id} ${details.accountId} ${details.data.pipelineContext.stage.name}"
                echo "${details.data.actionConfiguration.configuration.ENVIRONMENT} ${details.data.inputArtifacts[0].location.s3Location.bucketName}"
                echo "${details.data.artifactCredentials} ${details.data.keySet()}"
                """);
        Job job = jobs.queue(item, Map.of("ENVIRONMENT", "production"));
        jobs.success(job);
        WorkflowRun run = jobs.firstBuild(item);
        JENKINS.assertLogContains(job.id() + " 123456789012 Deploy", run);
        JENKINS.assertLogContains("production codepipeline-artifacts", run);
        JENKINS.assertLogNotContains("artifactCredentials", run);
    }

    @Test
    public void getJobDetailsEndsAtOnceWhenItsBuildIsAborted() throws Exception {
        jobs.aws.faults().turnOn(Fault.HANGING_REQUEST, 1, Operation.GET_JOB_DETAILS);
        WorkflowJob item = jobs.pipeline("getJobDetails()");
        Job job = jobs.queue(item);
        await("the call", () -> jobs.aws.exchanges().count(Operation.GET_JOB_DETAILS) == 1);
        jobs.firstBuild(item).getExecutor().interrupt(Result.ABORTED);
        assertThat(jobs.failure(job), startsWith("pipeline #1: ABORTED"));
    }

    @Test
    public void theBranchOfAMultibranchPipelineTakesJobs() throws Exception {
        WorkflowMultiBranchProject project = JENKINS.createProject(WorkflowMultiBranchProject.class, "project");
        String jenkinsfile =
                """
                properties([pipelineTriggers([codePipelineJobs(category: 'Deploy', provider: 'Jenkins', version: '1',
                    queryParam: [ProjectName: 'main'])])])
                echo "works on ${env.CODEPIPELINE_JOB_ID} of ${env.BRANCH_NAME}"
                """;
        project.getSourcesList()
                .add(new BranchSource(new SingleSCMSource(
                        "main", new SingleFileSCM("Jenkinsfile", jenkinsfile.getBytes(StandardCharsets.UTF_8)))));
        project.scheduleBuild2(0).getFuture().get();
        WorkflowJob branch = project.getItem("main");
        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(jobs.firstBuild(branch)));
        Job job = jobs.queue(branch);
        assertThat(jobs.success(job), is("project » main #2: SUCCESS"));
        JENKINS.assertLogContains("works on " + job.id() + " of main", branch.getBuildByNumber(2));
    }

    @Test
    public void getJobDetailsOfNoJobFailsWithWhatToDo() throws Exception {
        WorkflowJob item = jobs.pipeline("getJobDetails()");
        WorkflowRun run = JENKINS.buildAndAssertStatus(Result.FAILURE, item);
        JENKINS.assertLogContains("jobId", run);
        assertThat(CodePipelineJobAction.jobOf(run).isPresent(), is(false));
        assertThat(
                SystemCredentialsProvider.getInstance().getCredentials(), hasSize(1));
        assertThat(List.copyOf(JobLedger.get().entries()), hasSize(0));
    }
}
