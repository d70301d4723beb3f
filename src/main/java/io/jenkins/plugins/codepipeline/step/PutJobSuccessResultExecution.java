package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.codepipeline.core.client.CodePipelineClients;
import io.jenkins.plugins.codepipeline.report.SuccessReporter;
import io.jenkins.plugins.codepipeline.report.SuccessResult;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Reports from the controller, in a thread of a bounded pool, and again after a restart. */
final class PutJobSuccessResultExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final ExecutorService POOL = pool();

    private final SuccessResult result;

    private transient volatile Future<?> call;
    private transient volatile boolean stopped;

    PutJobSuccessResultExecution(StepContext context, SuccessResult result) {
        super(context);
        this.result = result;
    }

    @Override
    public boolean start() {
        call = POOL.submit(this::report);
        return false;
    }

    @Override
    public void onResume() {
        start();
    }

    @Override
    public void stop(@NonNull Throwable cause) throws Exception {
        stopped = true;
        if (call != null) {
            call.cancel(true);
        }
        super.stop(cause);
    }

    private void report() {
        StepContext context = getContext();
        try {
            SuccessReporter.get()
                    .report(result, context.get(Run.class), context.get(EnvVars.class), context.get(TaskListener.class));
            context.onSuccess(null);
        } catch (Exception e) {
            if (!stopped) {
                context.onFailure(e);
            }
        }
    }

    /** No more threads than connections; the calls beyond wait in a queue, and idle threads end. */
    private static ExecutorService pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                CodePipelineClients.MAX_CONNECTIONS,
                CodePipelineClients.MAX_CONNECTIONS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(
                        new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()),
                        PutJobSuccessResultExecution.class.getName()));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
