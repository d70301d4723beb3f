package io.jenkins.plugins.codepipeline.benchmark;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.Job;
import hudson.model.Run;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.actions.TimingAction;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.TestBuilder;

/** The first step of a build, and when it began: this one of a freestyle build, or that of a Pipeline. */
final class FirstStep extends TestBuilder {

    /** Milliseconds since 1970, by the external id of the build. */
    private static final Map<String, Long> BEGUN = new ConcurrentHashMap<>();

    /** That of the only step of a Pipeline, behind the node for the start. */
    private static final String NODE = "3";

    @Override
    public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener) {
        BEGUN.put(build.getExternalizableId(), System.currentTimeMillis());
        return true;
    }

    /** Waits for the end of a build, which may have yet to begin. */
    static Run<?, ?> awaitEnd(Job<?, ?> item, int number) throws InterruptedException {
        while (item.getBuildByNumber(number) == null || item.getBuildByNumber(number).isLogUpdated()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return item.getBuildByNumber(number);
    }

    /** Milliseconds since 1970. */
    static long of(Run<?, ?> build) throws Exception {
        return build instanceof WorkflowRun pipeline
                ? TimingAction.getStartTime(pipeline.getExecution().getNode(NODE))
                : BEGUN.get(build.getExternalizableId());
    }
}
