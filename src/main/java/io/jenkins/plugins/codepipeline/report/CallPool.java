package io.jenkins.plugins.codepipeline.report;

import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that calls run in: no more than connections, so that the calls beyond wait in a queue; idle ones end. */
public final class CallPool {

    private static final ThreadPoolExecutor THREADS = threads();

    private CallPool() {}

    public static <T> Future<T> submit(Callable<T> call) {
        return THREADS.submit(call);
    }

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                CodePipelineClients.MAX_CONNECTIONS,
                CodePipelineClients.MAX_CONNECTIONS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(
                        new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), CallPool.class.getName()));
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }
}
