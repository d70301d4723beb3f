package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.codepipeline.report.BuildContext;
import io.jenkins.plugins.codepipeline.report.CallPool;
import io.jenkins.plugins.codepipeline.report.SuccessReporter;
import io.jenkins.plugins.codepipeline.report.SuccessResult;
import java.util.Set;
import java.util.concurrent.Future;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Reports from the controller, without holding the thread of the Pipeline, and again after a restart. */
final class PutJobSuccessResultExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final SuccessResult result;

    private transient volatile Future<?> call;
    private transient volatile boolean stopped;

    PutJobSuccessResultExecution(StepContext context, SuccessResult result) {
        super(context);
        this.result = result;
    }

    @Override
    public boolean start() {
        call = CallPool.submit(() -> {
            report();
            return null;
        });
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
            EnvironmentExpander expander = context.get(EnvironmentExpander.class);
            BuildContext build = new BuildContext(
                    context.get(Run.class),
                    context.get(EnvVars.class),
                    expander == null ? Set.of() : expander.getSensitiveVariables(),
                    context.get(TaskListener.class));
            context.onSuccess(SuccessReporter.get().report(result, build));
        } catch (Throwable e) { // Whatever it is, the Pipeline must not wait for ever.
            if (!stopped && !SuccessReporter.isControllerGoingDown()) {
                context.onFailure(e);
            }
        }
    }
}
