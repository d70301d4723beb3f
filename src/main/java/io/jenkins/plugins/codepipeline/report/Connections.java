package io.jenkins.plugins.codepipeline.report;

import hudson.PluginWrapper;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.codepipeline.core.client.CallLimits;
import io.jenkins.plugins.codepipeline.core.client.CallPool;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import jenkins.model.Jenkins;

/** The threads and the clients that all reports share. */
final class Connections implements AutoCloseable {

    private static final String PLUGIN = "codepipeline-job-result";
    private static final Duration LONGEST_UNUSED = Duration.ofMinutes(30);

    private final CallPool pool = new CallPool(threads("call"), CallPool.IDLE_TIME);
    private CodePipelineClients clients;
    private volatile boolean isGoingDown;

    CallPool pool() {
        return pool;
    }

    /** Made for the first call, since it loads a good part of the SDK. */
    synchronized CodePipelineClients clients() {
        if (clients == null) {
            clients = new CodePipelineClients(userAgent(), CallLimits.DEFAULT, threads("time limits of calls"));
        }
        return clients;
    }

    synchronized void closeUnused() {
        if (clients != null) {
            clients.closeUnused(LONGEST_UNUSED);
        }
    }

    /** From now on nothing is begun, and what fails does so for this reason. */
    void goDown() {
        isGoingDown = true;
    }

    boolean isGoingDown() {
        return isGoingDown;
    }

    @Override
    public synchronized void close() {
        pool.close();
        if (clients != null) {
            clients.close();
        }
    }

    private static ThreadFactory threads(String purpose) {
        return new NamingThreadFactory(
                new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "AWS CodePipeline: " + purpose);
    }

    /** The version without what a build on a developer's machine adds to it, which names the machine and the user. */
    private static String userAgent() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin(PLUGIN);
        return PLUGIN + '/' + (plugin == null ? "unknown" : plugin.getVersion().split(" ", 2)[0]);
    }
}
