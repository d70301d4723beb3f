package io.jenkins.plugins.codepipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assert.assertTrue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.model.TopLevelItem;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.util.List;
import jenkins.model.ModifiableTopLevelItemGroup;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.rules.RuleChain;
import org.junit.rules.TestRule;
import org.junit.runner.Description;
import org.junit.runners.model.Statement;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * A Jenkins, shared by the tests of a class, whose calls to AWS CodePipeline go to an endpoint of the test's own. As a rule
 * it gives each test an empty configuration; {@link #jenkins} itself is to be a class rule.
 */
public final class JenkinsWithAws implements TestRule {

    public static final String JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";

    public final FakeCodePipeline aws = new FakeCodePipeline();
    private final JenkinsRule jenkins;

    public JenkinsWithAws(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    @Override
    public Statement apply(Statement base, Description description) {
        return RuleChain.outerRule(aws).apply(
                new Statement() {
                    @Override
                    public void evaluate() throws Throwable {
                        reset();
                        base.evaluate();
                    }
                },
                description);
    }

    /** The name of the Pipeline step of an operation. */
    public static String step(JobResultOperation operation) {
        return "p" + operation.apiName().substring(1);
    }

    /** A call of an operation's step with the members that it needs, to which further arguments can be added. */
    public static String call(JobResultOperation operation) {
        String members = operation == JobResultOperation.SUCCESS
                ? ""
                : ", failureDetails: [type: 'JobFailed', message: 'The smoke test failed']";
        return step(operation) + " jobId: '" + JOB_ID + "'" + members;
    }

    private void reset() throws Exception {
        for (TopLevelItem item : jenkins.jenkins.getItems()) {
            item.delete();
        }
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(null);
        jenkins.jenkins.setProxy(null);
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        configuration.setEndpoint(aws.uri().toString());
        configuration.setRegion(null);
        configuration.setCredentialsId(null);
        configuration.setAllowControllerIdentity(false);
    }

    /** Keys as credentials of the whole Jenkins; the secret is the access key id with "Secret" behind it. */
    public void addCredentials(String id, String accessKeyId) throws Exception {
        addCredentials(CredentialsProvider.lookupStores(jenkins.jenkins).iterator().next(), id, accessKeyId);
    }

    public void addCredentials(Folder folder, String id, String accessKeyId) throws Exception {
        for (CredentialsStore store : CredentialsProvider.lookupStores(folder)) {
            if (store.getContext() == folder) {
                addCredentials(store, id, accessKeyId);
            }
        }
    }

    private static void addCredentials(CredentialsStore store, String id, String accessKeyId) throws Exception {
        store.addCredentials(
                Domain.global(),
                new AWSCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        id,
                        accessKeyId,
                        accessKeyId.isEmpty() ? "" : accessKeyId + "Secret",
                        "of a test"));
    }

    /** Credentials and a region for builds that bring none. */
    public void setDefaults() throws Exception {
        addCredentials("worker", "AKIDWORKER");
        CodePipelineConfiguration.get().setCredentialsId("worker");
        CodePipelineConfiguration.get().setRegion("eu-west-1");
    }

    /** Asserts that one request was sent, with this JSON in whatever order. */
    public void assertSent(String json) {
        assertThat(aws.bodies(), hasSize(1));
        String body = aws.bodies().get(0);
        assertTrue(body, equalToJson(json).match(body).isExactMatch());
    }

    public Folder folder(String name) throws Exception {
        return jenkins.jenkins.createProject(Folder.class, name);
    }

    /** Runs a script in the sandbox, and expects a result. */
    public WorkflowRun run(Result expected, String script) throws Exception {
        return run(jenkins.jenkins, expected, script);
    }

    public WorkflowRun run(ModifiableTopLevelItemGroup parent, Result expected, String script) throws Exception {
        WorkflowJob job = (WorkflowJob) parent.createProject(
                jenkins.jenkins.getDescriptorByType(WorkflowJob.DescriptorImpl.class), "job" + parent.getItems().size(), true);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(expected, job);
    }

    /** The access key that the last request was signed with. */
    public String signer() {
        List<String> signers = signers();
        return signers.get(signers.size() - 1);
    }

    private List<String> signers() {
        return aws.requests().stream()
                .map(request -> request.getHeader("Authorization").replaceAll(".*Credential=([^/]*)/.*", "$1"))
                .toList();
    }
}
