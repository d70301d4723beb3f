package io.jenkins.plugins.codepipeline.trigger;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Computer;
import hudson.model.Executor;
import hudson.model.FreeStyleProject;
import hudson.model.ItemGroup;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import hudson.tasks.Builder;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.rules.ExternalResource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import software.amazon.awssdk.regions.Region;

/**
 * A Jenkins, shared by the tests of a class, whose triggers take jobs from an endpoint of the test's own. Nobody but an
 * administrator may see anything in it, as it is the rule where Jenkins is used.
 */
final class JenkinsWithJobs extends ExternalResource {

    static final String CREDENTIALS_ID = "worker";
    static final String ACCESS_KEY_ID = "AKIDWORKER";
    static final String REGION = "eu-west-1";

    private final JenkinsRule jenkins;
    DemoCodePipeline aws;

    JenkinsWithJobs(JenkinsRule jenkins) {
        this.jenkins = jenkins;
    }

    /** An endpoint that knows the keys with {@link #ACCESS_KEY_ID}. */
    static DemoCodePipeline startEndpoint() throws IOException {
        DemoCodePipeline aws = DemoCodePipeline.start();
        aws.accessKeys().add(ACCESS_KEY_ID, ACCESS_KEY_ID + "Secret");
        return aws;
    }

    @Override
    protected void before() throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ, hudson.model.Item.READ)
                .everywhere()
                .to("reader"));
        aws = startEndpoint();
        SystemCredentialsProvider.getInstance().setDomainCredentialsMap(null);
        addCredentials(jenkins.jenkins, CREDENTIALS_ID, ACCESS_KEY_ID);
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        configuration.setEndpoint(aws.uri().toString());
        configuration.setRegion(REGION);
        configuration.setCredentialsId(CREDENTIALS_ID);
        await("the start of the triggers", () -> JobPoller.get().isStarted());
    }

    @Override
    protected void after() {
        try {
            for (Queue.Item item : Queue.getInstance().getItems()) {
                Queue.getInstance().cancel(item);
            }
            releaseExecutors();
            for (TopLevelItem item : jenkins.jenkins.getItems()) {
                item.delete();
            }
            JobLedger.get().entries().forEach(entry -> ResultDelivery.get().forget(entry.id()));
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            aws.close();
        }
    }

    /** A Pipeline that ends before its executor has noted that it runs elsewhere occupies the executor for ever. */
    private void releaseExecutors() {
        for (Computer computer : jenkins.jenkins.getComputers()) {
            for (Executor executor : computer.getAllExecutors()) {
                if (executor.getAsynchronousExecution() != null
                        && executor.getCurrentExecutable() instanceof Run<?, ?> run
                        && !run.isLogUpdated()) {
                    executor.getAsynchronousExecution().completed(null);
                }
            }
        }
    }

    /** Keys that the endpoint knows if their id is {@link #ACCESS_KEY_ID}. */
    static AWSCredentialsImpl addCredentials(ItemGroup<?> context, String id, String accessKeyId) throws Exception {
        AWSCredentialsImpl credentials =
                new AWSCredentialsImpl(CredentialsScope.GLOBAL, id, accessKeyId, accessKeyId + "Secret", "of a test");
        for (CredentialsStore store : CredentialsProvider.lookupStores(context)) {
            if (store.getContext() == context) {
                store.addCredentials(Domain.global(), credentials);
                return credentials;
            }
        }
        throw new AssertionError("There is no store in " + context);
    }

    /** Polls for the jobs of {@link ActionTypes#JENKINS} whose project has the name of the item. */
    static CodePipelineTrigger trigger(String project) {
        CodePipelineTrigger trigger = new CodePipelineTrigger("Deploy", "Jenkins", "1");
        trigger.setQueryParam("ProjectName=" + project);
        return trigger;
    }

    WorkflowJob pipeline(String script, ParameterDefinition... parameters) throws Exception {
        return pipeline(trigger("pipeline"), script, parameters);
    }

    WorkflowJob pipeline(CodePipelineTrigger trigger, String script, ParameterDefinition... parameters) throws Exception {
        WorkflowJob item = jenkins.createProject(WorkflowJob.class, "pipeline");
        item.setDefinition(new CpsFlowDefinition(script, true));
        if (parameters.length > 0) {
            item.addProperty(new ParametersDefinitionProperty(parameters));
        }
        item.addTrigger(trigger);
        return item;
    }

    FreeStyleProject freestyle(Builder builder, ParameterDefinition... parameters) throws Exception {
        return freestyle(trigger("freestyle"), builder, parameters);
    }

    FreeStyleProject freestyle(CodePipelineTrigger trigger, Builder builder, ParameterDefinition... parameters)
            throws Exception {
        FreeStyleProject item = jenkins.createFreeStyleProject("freestyle");
        item.getBuildersList().add(builder);
        if (parameters.length > 0) {
            item.addProperty(new ParametersDefinitionProperty(parameters));
        }
        start(item, trigger);
        return item;
    }

    static void start(FreeStyleProject item, CodePipelineTrigger trigger) throws Exception {
        item.addTrigger(trigger);
        trigger.start(item, true);
    }

    /** Queues a job for an item at the endpoint, and lets its trigger poll. */
    Job queue(hudson.model.Job<?, ?> item) {
        return queue(item, Map.of());
    }

    Job queue(hudson.model.Job<?, ?> item, Map<String, String> configuration) {
        Map<String, String> all = new HashMap<>(configuration);
        all.put(ActionTypes.PROJECT_NAME, item.getName());
        Job job = aws.jobs().queue(all);
        poll();
        return job;
    }

    /** The entry of a job of the endpoint, as after a poll. */
    static LedgerEntry polled(Job job, String item) {
        CodePipelineJob taken = CodePipelineJob.of(
                software.amazon.awssdk.services.codepipeline.model.Job.builder()
                        .id(job.id())
                        .data(job.data())
                        .build(),
                Region.of(REGION));
        return LedgerEntry.polled(taken, "nonce-of-before", item, trigger(item).settings());
    }

    /** Lets all triggers poll now. */
    static void poll() {
        JobPoller.get().polls().forEach(Poll::runNow);
    }

    interface State {
        boolean isReached() throws Exception;
    }

    /** Waits for a state, with a limit that only a fault reaches. */
    static void await(String what, State state) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!state.isReached()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Waited in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    Job now(Job job) {
        return aws.jobs().get(job.id());
    }

    /** The first build of an item, once it runs. */
    <J extends hudson.model.Job<J, R>, R extends Run<J, R>> R firstBuild(hudson.model.Job<J, R> item) throws Exception {
        await("a build of " + item, () -> item.getBuildByNumber(1) != null);
        return item.getBuildByNumber(1);
    }

    /** Waits for the result of a job, which must be its only one, and for the ledger to close. */
    Job result(Job job) throws Exception {
        await("the result of " + job.id(), () -> !now(job).isOpen());
        await("the end of " + job.id(), () -> JobLedger.get().find(job.id()).isEmpty());
        Job ended = now(job);
        assertEquals(1, ended.events(JobEvent.Kind.RESULT_RECORDED).size());
        assertEquals(List.of(), ended.events(JobEvent.Kind.RESULT_REFUSED));
        return ended;
    }

    /** The summary of a success. */
    String success(Job job) throws Exception {
        Job ended = result(job);
        assertTrue(ended.result().toString(), ended.success().isPresent());
        return ended.success().get().executionDetails().summary();
    }

    /** The message of a failure. */
    String failure(Job job) throws Exception {
        Job ended = result(job);
        assertTrue(ended.result().toString(), ended.failure().isPresent());
        return ended.failure().get().failureDetails().message();
    }
}
