package io.jenkins.plugins.codepipeline.benchmark;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Action;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.model.StringParameterValue;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.PollingResult;
import hudson.scm.SCMRevisionState;
import hudson.triggers.SCMTrigger;
import hudson.triggers.TimerTrigger;
import hudson.triggers.Trigger;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import java.io.Serializable;
import jenkins.model.Jenkins;
import jenkins.model.ParameterizedJobMixIn;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jvnet.hudson.test.JenkinsRule;

/** The ways in which builds are started on the controller that is measured, each with items of its own. */
enum BuildStart {
    CODEPIPELINE("`codePipelineJobs`"),
    CRON("Jenkins' own `cron`"),
    POLL_SCM("Jenkins' own `pollSCM`");

    final String title;

    BuildStart(String title) {
        this.title = title;
    }

    String pipeline() {
        return name().toLowerCase() + "-pipeline";
    }

    String freestyle() {
        return name().toLowerCase() + "-freestyle";
    }

    /** From the start to the first step, and what the start was; milliseconds, those of times since 1970. */
    record Started(long at, long firstStep) implements Serializable {

        double millis() {
            return firstStep - at;
        }
    }

    static void createItems(JenkinsRule jenkins) throws Exception {
        WorkflowJob pipeline = TriggeredItems.pipeline(CODEPIPELINE.pipeline());
        pipeline.addTrigger(TriggeredItems.trigger(pipeline.getName()));
        FreeStyleProject freestyle = TriggeredItems.freestyle(CODEPIPELINE.freestyle());
        TriggeredItems.start(freestyle, TriggeredItems.trigger(freestyle.getName()));
        TriggeredItems.pipeline(CRON.pipeline());
        TriggeredItems.freestyle(CRON.freestyle());
        TriggeredItems.freestyle(POLL_SCM.freestyle()).setScm(new ChangedScm());
    }

    /** Does what Jenkins does when the minute of a schedule has come. */
    static Started ownTrigger(JenkinsRule jenkins, BuildStart way, String name) throws Exception {
        Job<?, ?> item = item(name);
        int number = item.getNextBuildNumber();
        Trigger<?> trigger = way == CRON ? start(new TimerTrigger(""), item) : start(new SCMTrigger(""), item);
        long now = System.currentTimeMillis();
        trigger.run();
        return new Started(now, FirstStep.of(FirstStep.awaitEnd(item, number)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Trigger<?> start(Trigger trigger, Job<?, ?> item) {
        trigger.start(item, true);
        return trigger;
    }

    /** Queues builds at once that Jenkins does not merge, and waits for all. The first step is that of the last. */
    static Started schedule(JenkinsRule jenkins, String name, int count) throws Exception {
        Job<?, ?> item = item(name);
        int first = item.getNextBuildNumber();
        long now = System.currentTimeMillis();
        for (int i = 0; i < count; i++) {
            Action[] actions = {
                new CauseAction(new Cause.UserIdCause()),
                new ParametersAction(new StringParameterValue(ActionTypes.ENVIRONMENT, "environment-" + i))
            };
            ParameterizedJobMixIn.scheduleBuild2(item, 0, actions);
        }
        return new Started(now, lastFirstStep(item, first, count));
    }

    /** Waits for builds that a trigger starts. */
    static long awaitFirstSteps(JenkinsRule jenkins, String name, int first, int count) throws Exception {
        return lastFirstStep(item(name), first, count);
    }

    private static long lastFirstStep(Job<?, ?> item, int first, int count) throws Exception {
        long last = 0;
        for (int i = 0; i < count; i++) {
            last = Math.max(last, FirstStep.of(FirstStep.awaitEnd(item, first + i)));
        }
        return last;
    }

    static int nextNumber(JenkinsRule jenkins, String name) {
        return item(name).getNextBuildNumber();
    }

    private static Job<?, ?> item(String name) {
        return Jenkins.get().getItemByFullName(name, Job.class);
    }

    /** Has a change at each poll, and nothing to check out. */
    private static final class ChangedScm extends NullSCM {

        @Override
        public SCMRevisionState calcRevisionsFromBuild(
                Run<?, ?> build, FilePath workspace, Launcher launcher, TaskListener listener) {
            return SCMRevisionState.NONE;
        }

        @Override
        public PollingResult compareRemoteRevisionWith(
                Job<?, ?> item, Launcher launcher, FilePath workspace, TaskListener listener, SCMRevisionState baseline) {
            return PollingResult.BUILD_NOW;
        }

        @Override
        public boolean requiresWorkspaceForPolling() {
            return false;
        }
    }
}
