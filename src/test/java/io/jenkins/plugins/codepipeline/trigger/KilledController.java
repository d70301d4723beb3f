package io.jenkins.plugins.codepipeline.trigger;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.labels.LabelAtom;
import hudson.tasks.Builder;
import hudson.triggers.Trigger;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.properties.DisableConcurrentBuildsJobProperty;
import org.jenkinsci.plugins.workflow.job.properties.DurabilityHintJobProperty;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockBuilder;
import org.jvnet.hudson.test.SleepBuilder;

/**
 * What a test does in a controller of its own process. It uses public classes alone, since the test's classes are loaded by
 * another class loader there than the plugin's.
 */
final class KilledController implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String endpoint;

    KilledController(String endpoint) {
        this.endpoint = endpoint;
    }

    void configure(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new AWSCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "worker",
                        JenkinsWithJobs.ACCESS_KEY_ID,
                        JenkinsWithJobs.ACCESS_KEY_ID + "Secret",
                        ""));
        SystemCredentialsProvider.getInstance().save();
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        configuration.setEndpoint(endpoint);
        configuration.setRegion("eu-west-1");
        configuration.setCredentialsId("worker");
        jenkins.jenkins.setNumExecutors(20);
        jenkins.jenkins.save();
    }

    private static CodePipelineTrigger trigger(String project) {
        CodePipelineTrigger trigger = new CodePipelineTrigger("Deploy", "Jenkins", "1");
        trigger.setQueryParam("ProjectName=" + project);
        trigger.setPollInterval(5);
        return trigger;
    }

    static WorkflowJob pipeline(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob item = jenkins.createProject(WorkflowJob.class, name);
        item.setDefinition(new CpsFlowDefinition(script, true));
        item.addTrigger(trigger(name));
        return item;
    }

    static FreeStyleProject freestyle(JenkinsRule jenkins, String name, Builder builder) throws Exception {
        FreeStyleProject item = jenkins.createFreeStyleProject(name);
        item.getBuildersList().add(builder);
        CodePipelineTrigger trigger = trigger(name);
        item.addTrigger(trigger);
        trigger.start(item, true);
        return item;
    }

    /** Pairs of items, a Pipeline and a freestyle job, for each moment at which the controller is killed. */
    void createItems(JenkinsRule jenkins) throws Exception {
        configure(jenkins);
        for (String moment : List.of("polled", "on-ledger", "acknowledged")) {
            pipeline(jenkins, moment + "-pipeline", "echo 'done'");
            freestyle(jenkins, moment + "-freestyle", new MockBuilder(Result.SUCCESS));
        }
        WorkflowJob queued = pipeline(jenkins, "queued-pipeline", "if (env.CODEPIPELINE_JOB_ID == null) { echo 'blocks'; sleep 600 }");
        queued.addProperty(new DisableConcurrentBuildsJobProperty());
        jenkins.waitForMessage("blocks", queued.scheduleBuild2(0).waitForStart());
        freestyle(jenkins, "queued-freestyle", new MockBuilder(Result.SUCCESS)).setAssignedLabel(new LabelAtom("nowhere"));
        WorkflowJob surviving = pipeline(jenkins, "surviving-pipeline", "echo 'waiting'; sleep 40");
        surviving.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.MAX_SURVIVABILITY));
        WorkflowJob lost = pipeline(jenkins, "lost-pipeline", "echo 'waiting'; sleep 600");
        lost.addProperty(new DurabilityHintJobProperty(FlowDurabilityHint.PERFORMANCE_OPTIMIZED));
        freestyle(jenkins, "lost-freestyle", new SleepBuilder(600_000));
        pipeline(jenkins, "details-pipeline", "def details = getJobDetails(); echo details.id");
    }

    /** Lets the triggers of items poll at once. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static void poll(String... items) {
        for (String item : items) {
            for (Trigger trigger : Jenkins.get().getItemByFullName(item, ParameterizedJob.class).getTriggers().values()) {
                trigger.stop();
                trigger.start(Jenkins.get().getItemByFullName(item, Item.class), true);
            }
        }
    }

    /** Waits until the builds run and wait in the queue that are to do so. */
    static void awaitBuilds(JenkinsRule jenkins) throws Exception {
        for (String name : List.of("surviving-pipeline", "lost-pipeline", "lost-freestyle")) {
            Job<?, ?> item = jenkins.jenkins.getItemByFullName(name, Job.class);
            await(() -> item.getBuildByNumber(1) != null);
            jenkins.waitForMessage(item instanceof WorkflowJob ? "waiting" : "Sleeping", item.getBuildByNumber(1));
        }
        await(() -> isQueued(jenkins, "queued-pipeline") && isQueued(jenkins, "queued-freestyle"));
    }

    private static boolean isQueued(JenkinsRule jenkins, String name) {
        return Queue.getInstance().getItem((Queue.Task) jenkins.jenkins.getItemByFullName(name)) != null;
    }

    /** Lets the builds start that wait in the queue. */
    static void unblock(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.getItemByFullName("queued-freestyle", FreeStyleProject.class).setAssignedLabel(null);
        jenkins.jenkins.getItemByFullName("queued-pipeline", WorkflowJob.class).getBuildByNumber(1).doStop();
    }

    /** The ids of the jobs of all builds, by the item's name. */
    static HashMap<String, ArrayList<String>> jobsOfBuilds(JenkinsRule jenkins) {
        HashMap<String, ArrayList<String>> all = new HashMap<>();
        for (Job<?, ?> item : jenkins.jenkins.getAllItems(Job.class)) {
            ArrayList<String> ids = new ArrayList<>();
            for (Run<?, ?> run : item.getBuilds()) {
                CodePipelineJobAction.jobOf(run).ifPresent(job -> ids.add(job.getId()));
            }
            ids.sort(Comparator.naturalOrder());
            all.put(item.getFullName(), ids);
        }
        return all;
    }

    interface State {
        boolean isReached() throws Exception;
    }

    static void await(State state) throws Exception {
        while (!state.isReached()) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
