package io.jenkins.plugins.codepipeline.trigger;

import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.trigger;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Result;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.transform.stream.StreamSource;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.job.properties.PipelineTriggersJobProperty;
import org.jenkinsci.plugins.workflow.multibranch.JobPropertyStep;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;

/** The trigger's settings: by form, by script, by code, and what is refused in them. */
public class CodePipelineTriggerTest {

    private static final String SETTINGS =
            "category,provider,version,queryParam,region,credentialsId,pollInterval,reportResult,unstableIsSuccess";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithJobs jobs = new JenkinsWithJobs(JENKINS);

    @Test
    public void theFormKeepsAllSettings() throws Exception {
        CodePipelineTrigger trigger = new CodePipelineTrigger("Test", "Jenkins-2", "v_1");
        trigger.setQueryParam("ProjectName=deploy");
        trigger.setRegion("us-east-1");
        trigger.setCredentialsId(JenkinsWithJobs.CREDENTIALS_ID);
        trigger.setPollInterval(60);
        trigger.setReportResult(false);
        trigger.setUnstableIsSuccess(true);
        JENKINS.assertEqualDataBoundBeans(trigger, roundTripPipeline(trigger));
        JENKINS.assertEqualBeans(trigger, roundTripFreestyle(trigger), SETTINGS);
    }

    @Test
    public void theFormKeepsTheDefaults() throws Exception {
        CodePipelineTrigger trigger = new CodePipelineTrigger("Build", "Jenkins", "1");
        JENKINS.assertEqualDataBoundBeans(trigger, roundTripPipeline(trigger));
        JENKINS.assertEqualBeans(trigger, roundTripFreestyle(trigger), SETTINGS);
    }

    private CodePipelineTrigger roundTripPipeline(CodePipelineTrigger trigger) throws Exception {
        WorkflowJob item = jobs.pipeline(trigger, "");
        submitForm(item);
        return (CodePipelineTrigger) item.getTriggers().values().iterator().next();
    }

    private CodePipelineTrigger roundTripFreestyle(CodePipelineTrigger trigger) throws Exception {
        FreeStyleProject item = JENKINS.createFreeStyleProject();
        item.addTrigger(trigger);
        submitForm(item);
        return item.getTrigger(CodePipelineTrigger.class);
    }

    private static void submitForm(hudson.model.Job<?, ?> item) throws Exception {
        HtmlPage page = JENKINS.createWebClient().login("admin").getPage(item, "configure");
        JENKINS.submit(page.getFormByName("config"));
    }

    @Test
    public void aFormWithSettingsThatAreNotValidIsRefused() throws Exception {
        WorkflowJob item = jobs.pipeline(trigger("pipeline"), "");
        try (JenkinsRule.WebClient client = JENKINS.createWebClient()) {
            client.setThrowExceptionOnFailingStatusCode(false);
            HtmlPage page = client.login("admin").getPage(item, "configure");
            HtmlForm form = page.getFormByName("config");
            form.getInputByName("_.provider").setValue("no such/provider");
            form.getInputByName("_.queryParam").setValue("a=1,b=2");
            HtmlPage refused = JENKINS.submit(form);
            assertThat(
                    refused.asNormalizedText(), allOf(containsString("no such/provider"), containsString("queryParam")));
        }
        assertThat(
                ((CodePipelineTrigger) item.getTriggers().values().iterator().next()).getProvider(), is("Jenkins"));
    }

    @Test
    public void declarativeTriggersAreKnownAfterTheFirstBuild() throws Exception {
        WorkflowJob item = JENKINS.createProject(WorkflowJob.class, "declarative");
        item.setDefinition(new CpsFlowDefinition(
                """
                pipeline {
                    agent none
                    triggers {
                        codePipelineJobs(category: 'Deploy', provider: 'Jenkins', version: '1', queryParam: [ProjectName: 'declarative'])
                    }
                    stages { stage('one') { steps { echo "job ${env.CODEPIPELINE_JOB_ID}" } } }
                }
                """,
                true));
        JENKINS.buildAndAssertSuccess(item);
        Job job = jobs.queue(item);
        jobs.success(job);
        JENKINS.assertLogContains("job " + job.id(), item.getBuildByNumber(2));
    }

    @Test
    public void scriptedTriggersAreKnownAfterTheFirstBuild() throws Exception {
        WorkflowJob item = JENKINS.createProject(WorkflowJob.class, "scripted");
        item.setDefinition(new CpsFlowDefinition(
                """
                properties([pipelineTriggers([codePipelineJobs(category: 'Deploy', provider: 'Jenkins', version: '1',
                    queryParam: [ProjectName: 'scripted'], pollInterval: 10)])])
                """,
                true));
        JENKINS.buildAndAssertSuccess(item);
        jobs.success(jobs.queue(item));
        CodePipelineTrigger trigger = (CodePipelineTrigger) item.getTriggers().values().iterator().next();
        assertThat(trigger.getPollInterval(), is(10));
        assertThat(trigger.getQueryParam(), is("ProjectName=scripted"));
        assertThat(triggersOf(item), hasSize(1));
    }

    @Test
    public void aScriptWithSettingsThatAreNotValidFailsWithAllErrors() throws Exception {
        WorkflowJob item = JENKINS.createProject(WorkflowJob.class);
        item.setDefinition(new CpsFlowDefinition(
                "properties([pipelineTriggers([codePipelineJobs(category: 'Cook', provider: 'a b', version: '1234567890',"
                        + " queryParam: [a: '1', b: '2'], region: 'mars', pollInterval: 1)])])",
                true));
        WorkflowRun run = JENKINS.buildAndAssertStatus(Result.FAILURE, item);
        for (String name : List.of("category", "provider", "version", "queryParam", "region", "pollInterval")) {
            JENKINS.assertLogContains(name, run);
        }
        assertThat(item.getTriggers().size(), is(0));
    }

    @Test
    public void otherCodeThatNamesSettingsMakesTheSameTrigger() throws Exception {
        CodePipelineTrigger trigger = new DescribableModel<>(CodePipelineTrigger.class)
                .instantiate(
                        Map.of("category", "Build", "provider", "Jenkins", "version", "1", "queryParam", "ProjectName=x"),
                        null);
        assertThat(trigger.getQueryParam(), is("ProjectName=x"));
        assertThat(trigger.isReportResult(), is(true));
        assertThat(trigger.getPollInterval(), is(30));
    }

    @Test
    public void theSnippetOfATriggerIsWhatAScriptWrites() {
        CodePipelineTrigger trigger = new CodePipelineTrigger("Build", "Jenkins", "1");
        trigger.setQueryParam("ProjectName=deploy");
        assertThat(
                Snippetizer.object2Groovy(
                        new JobPropertyStep(List.of(new PipelineTriggersJobProperty(List.of(trigger))))),
                is("properties([pipelineTriggers([codePipelineJobs(category: 'Build', provider: 'Jenkins',"
                        + " queryParam: [ProjectName: 'deploy'], version: '1')])])"));
    }

    @Test
    public void changedXmlTakesThePlaceOfTheOldTrigger() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        String xml = item.getConfigFile().asString().replace("ProjectName=freestyle", "ProjectName=other");
        item.updateByXml((javax.xml.transform.Source)
                new StreamSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
        assertThat(JobPoller.get().triggers(), hasSize(1));
        assertThat(
                JobPoller.get().triggers().iterator().next().getQueryParam(), is("ProjectName=other"));
    }

    @Test
    public void anItemThatIsLoadedAgainHasOneTrigger() throws Exception {
        FreeStyleProject item = jobs.freestyle(new MockBuilder(Result.SUCCESS));
        Item again = Items.load(JENKINS.jenkins, item.getRootDir());
        assertThat(JobPoller.get().triggers(), hasSize(1));
        assertThat(JobPoller.get().triggers().iterator().next().item() == again, is(true));
    }

    @Test
    public void aPipelineKeepsItsOnlyTriggerHoweverOftenItIsSaved() throws Exception {
        WorkflowJob item = jobs.pipeline("");
        submitForm(item);
        item.addProperty(new PipelineTriggersJobProperty(List.of(trigger("pipeline"))));
        item.doReload();
        assertThat(triggersOf(item), hasSize(1));
        assertThat(
                JobPoller.get().polls().stream()
                        .flatMap(poll -> poll.members().stream())
                        .filter(trigger -> trigger.itemFullName().equals(item.getFullName()))
                        .toList(),
                hasSize(1));
    }

    /** Those that the poller knows. */
    private static List<CodePipelineTrigger> triggersOf(Item item) {
        return JobPoller.get().triggers().stream()
                .filter(trigger -> trigger.itemFullName().equals(item.getFullName()))
                .toList();
    }

    private FormValidation test(Item item, String version, String query, String credentialsId) {
        return JENKINS.jenkins
                .getDescriptorByType(CodePipelineTrigger.DescriptorImpl.class)
                .doTest(item, "Deploy", "Jenkins", version, query, null, credentialsId);
    }

    @Test
    public void theTestButtonTellsWhetherTheActionTypeExists() throws Exception {
        FreeStyleProject item = JENKINS.createFreeStyleProject();
        assertThat(test(item, "1", "ProjectName=x", null).kind, is(FormValidation.Kind.OK));
        FormValidation unknown = test(item, "2", "ProjectName=x", null);
        assertThat(unknown.kind, is(FormValidation.Kind.ERROR));
        assertThat(unknown.getMessage(), containsString("There is no custom action type"));
        FormValidation query = test(item, "1", "Name=x", null);
        assertThat(query.getMessage(), containsString("The action type has the queryable property ProjectName"));
        assertThat(test(item, "1", "", null).getMessage(), is(query.getMessage()));
        assertThat(jobs.aws.exchanges().count(Operation.POLL_FOR_JOBS), is(0));
    }

    @Test
    public void theTestButtonTellsOfAnActionTypeWithoutQuery() throws Exception {
        jobs.aws.jobs().actionTypes().add(ActionTypes.of(ActionTypes.id("Deploy", "Jenkins", "3")));
        FreeStyleProject item = JENKINS.createFreeStyleProject();
        assertThat(test(item, "3", "", null).kind, is(FormValidation.Kind.OK));
        assertThat(test(item, "3", "Name=x", null).getMessage(), containsString("no queryable property"));
    }

    @Test
    public void theTestButtonSaysThatItMayNotLook() throws Exception {
        jobs.aws.accessKeys().deny(JenkinsWithJobs.ACCESS_KEY_ID, Operation.LIST_ACTION_TYPES);
        FormValidation result = test(JENKINS.createFreeStyleProject(), "1", "ProjectName=x", null);
        assertThat(result.kind, is(FormValidation.Kind.OK));
        assertThat(result.getMessage(), containsString("not allowed to list action types"));
    }

    @Test
    public void theTestButtonTellsOfCredentialsThatAwsDoesNotAccept() throws Exception {
        JenkinsWithJobs.addCredentials(JENKINS.jenkins, "others", "AKIDUNKNOWN");
        FormValidation result = test(JENKINS.createFreeStyleProject(), "1", "ProjectName=x", "others");
        assertThat(result.kind, is(FormValidation.Kind.ERROR));
        assertThat(result.getMessage(), containsString("UnrecognizedClientException"));
        FormValidation missing = test(JENKINS.createFreeStyleProject(), "1", "ProjectName=x", "missing");
        assertThat(missing.getMessage(), containsString("missing"));
    }

    @Test
    public void theTestButtonIsForThoseWhoMayConfigureTheItem() throws Exception {
        FreeStyleProject item = JENKINS.createFreeStyleProject();
        try (ACLContext reader = ACL.as2(User.getById("reader", true).impersonate2())) {
            Exception refused = assertThrows(RuntimeException.class, () -> test(item, "1", "ProjectName=x", null));
            assertThat(refused, instanceOf(AccessDeniedException3.class));
        }
        assertThat(jobs.aws.exchanges().count(Operation.LIST_ACTION_TYPES), is(0));
    }
}
