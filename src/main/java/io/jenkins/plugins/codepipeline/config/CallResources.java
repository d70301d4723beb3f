package io.jenkins.plugins.codepipeline.config;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.PluginWrapper;
import hudson.init.Terminator;
import hudson.model.PeriodicWork;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.codepipeline.core.client.ApiCall;
import io.jenkins.plugins.codepipeline.core.client.CallDispatcher;
import io.jenkins.plugins.codepipeline.core.client.CallLimits;
import io.jenkins.plugins.codepipeline.core.client.CallListener;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import jenkins.model.Jenkins;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;

/** The threads and the SDK clients that all calls of this controller share. */
@Extension
public final class CallResources {

    private static final String PLUGIN = "codepipeline-job-result";
    private static final Duration MAX_IDLE_TIME = Duration.ofMinutes(30);

    private final CallDispatcher dispatcher = new CallDispatcher(threads("call"), CallDispatcher.IDLE_TIME);
    private CodePipelineClients clients;
    private volatile boolean shuttingDown;

    public static CallResources get() {
        return ExtensionList.lookupSingleton(CallResources.class);
    }

    public CallDispatcher dispatcher() {
        return dispatcher;
    }

    /** Made for the first call, since it loads a good part of the SDK. */
    public synchronized CodePipelineClients clients() {
        if (clients == null) {
            clients = new CodePipelineClients(userAgent(), CallLimits.DEFAULT, threads("attempt timeout"));
        }
        return clients;
    }

    /** A call that no build makes. */
    public <R extends CodePipelineResponse> ApiCall<R> call(
            CallTarget target,
            ResolvedCredentials credentials,
            String operationName,
            Function<CodePipelineClient, R> operation) {
        return new ApiCall<>(
                clients(),
                target,
                credentials.provider(),
                operationName,
                operation,
                CallListener.NONE,
                UnaryOperator.identity());
    }

    /** Whether the controller goes down: nothing is begun any more, and what fails does so for this reason. */
    public boolean isShuttingDown() {
        return shuttingDown;
    }

    @Terminator
    public static void shutDown() {
        CallResources resources = get();
        resources.shuttingDown = true;
        resources.close();
    }

    private synchronized void close() {
        dispatcher.close();
        if (clients != null) {
            clients.close();
        }
    }

    private synchronized void closeIdleClients() {
        if (clients != null) {
            clients.closeUnused(MAX_IDLE_TIME);
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

    /** Closes clients that no call has used for some time. */
    @Extension
    public static final class IdleClientsCloser extends PeriodicWork {

        @Override
        public long getRecurrencePeriod() {
            return TimeUnit.MINUTES.toMillis(5);
        }

        @Override
        protected void doRun() {
            get().closeIdleClients();
        }
    }
}
