package io.jenkins.plugins.codepipeline.benchmark;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.codepipeline.bench.sdk.Example;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.trigger.CodePipelineTrigger;
import java.io.IOException;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** Items on the controller that is measured, and an endpoint with jobs for them. */
final class TriggeredItems {

    /** Seconds; the least that there is. */
    static final int POLL_INTERVAL = 5;

    private static final String CREDENTIALS_ID = "trigger";

    private TriggeredItems() {}

    static DemoCodePipeline startEndpoint() throws IOException {
        DemoCodePipeline aws = DemoCodePipeline.start();
        aws.accessKeys().add(Example.ACCESS_KEY_ID, Example.SECRET_ACCESS_KEY);
        aws.exchanges().keepLast(1000);
        return aws;
    }

    static void configure(JenkinsRule jenkins, String endpoint) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new AWSCredentialsImpl(
                        CredentialsScope.GLOBAL, CREDENTIALS_ID, Example.ACCESS_KEY_ID, Example.SECRET_ACCESS_KEY, ""));
        SystemCredentialsProvider.getInstance().save();
        CodePipelineConfiguration.get().setEndpoint(endpoint);
        CodePipelineConfiguration.get().setRegion(Example.REGION);
        jenkins.jenkins.setNumExecutors(20);
        jenkins.jenkins.save();
    }

    /** Polls for the jobs of {@link ActionTypes#JENKINS} of a project. */
    static CodePipelineTrigger trigger(String project) {
        CodePipelineTrigger trigger = new CodePipelineTrigger("Deploy", "Jenkins", "1");
        trigger.setQueryParam(ActionTypes.PROJECT_NAME + '=' + project);
        trigger.setCredentialsId(CREDENTIALS_ID);
        trigger.setPollInterval(POLL_INTERVAL);
        return trigger;
    }

    static void start(FreeStyleProject item, CodePipelineTrigger trigger) throws IOException {
        item.addTrigger(trigger);
        trigger.start(item, true);
    }

    static WorkflowJob pipeline(String name) throws Exception {
        WorkflowJob item = Jenkins.get().createProject(WorkflowJob.class, name);
        item.setDefinition(new CpsFlowDefinition(Builds.ECHO, true));
        item.addProperty(parameter());
        return item;
    }

    static FreeStyleProject freestyle(String name) throws IOException {
        FreeStyleProject item = Jenkins.get().createProject(FreeStyleProject.class, name);
        item.getBuildersList().add(new FirstStep());
        item.setConcurrentBuild(true);
        item.setQuietPeriod(0);
        item.addProperty(parameter());
        return item;
    }

    private static ParametersDefinitionProperty parameter() {
        return new ParametersDefinitionProperty(new StringParameterDefinition(ActionTypes.ENVIRONMENT, ""));
    }
}
