package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.codepipeline.report.BuildContext;
import io.jenkins.plugins.codepipeline.report.Report;
import io.jenkins.plugins.codepipeline.report.SuccessReporter;
import io.jenkins.plugins.codepipeline.report.SuccessResult;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Reports from the controller, without holding the thread of the Pipeline, and again after a restart. */
final class PutJobSuccessResultExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private final SuccessResult result;

    private transient Report report;

    PutJobSuccessResultExecution(StepContext context, SuccessResult result) {
        super(context);
        this.result = result;
    }

    @Override
    public boolean start() {
        begin(false);
        return false;
    }

    @Override
    public void onResume() {
        begin(true);
    }

    private void begin(boolean isResumed) {
        report = SuccessReporter.get().begin(result, this::place, isResumed);
        report.outcome().whenComplete(this::complete);
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        report.stop(cause);
    }

    private void complete(String text, Throwable failure) {
        if (failure == null) {
            getContext().onSuccess(text);
        } else if (!(failure instanceof CancellationException)) { // Otherwise it is taken up after the restart.
            getContext().onFailure(failure);
        }
    }

    private BuildContext place() throws IOException, InterruptedException {
        StepContext context = getContext();
        EnvironmentExpander expander = context.get(EnvironmentExpander.class);
        return new BuildContext(
                context.get(Run.class),
                context.get(EnvVars.class),
                expander == null ? Set.of() : expander.getSensitiveVariables(),
                context.get(TaskListener.class));
    }
}
