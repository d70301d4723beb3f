package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.codepipeline.result.BuildContext;
import io.jenkins.plugins.codepipeline.result.JobResultArguments;
import io.jenkins.plugins.codepipeline.result.JobResultPublisher;
import io.jenkins.plugins.codepipeline.result.JobResultTask;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** Puts a job's result from the controller, without holding the thread of the Pipeline, and again after a restart. */
final class JobResultStepExecution extends StepExecution {

    private static final long serialVersionUID = 1L;

    private static final Logger LOGGER = Logger.getLogger(JobResultStepExecution.class.getName());

    private final JobResultArguments arguments;

    private transient JobResultTask task;
    private transient boolean stopped;

    JobResultStepExecution(StepContext context, JobResultArguments arguments) {
        super(context);
        this.arguments = arguments;
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

    private synchronized void begin(boolean resumed) {
        if (stopped) {
            return;
        }
        task = JobResultPublisher.get().begin(arguments, this::context, resumed);
        task.outcome().whenComplete(this::complete);
    }

    /** May come before the step is resumed. */
    @Override
    public synchronized void stop(@NonNull Throwable cause) {
        stopped = true;
        if (task == null) {
            getContext().onFailure(cause);
        } else {
            task.stop(cause);
        }
    }

    private void complete(String text, Throwable failure) {
        if (failure == null) {
            getContext().onSuccess(text);
        } else if (!(failure instanceof CancellationException)) { // Otherwise it is taken up after the restart.
            getContext().onFailure(failure);
        }
    }

    private BuildContext context() throws IOException, InterruptedException {
        StepContext context = getContext();
        EnvironmentExpander expander = context.get(EnvironmentExpander.class);
        return new BuildContext(
                context.get(Run.class),
                context.get(FlowNode.class).getId(),
                context.get(EnvVars.class),
                expander == null ? Set.of() : expander.getSensitiveVariables(),
                listener(context));
    }

    /** A Pipeline that was killed before it had saved its state may have lost the log of the step; the result matters more. */
    private static TaskListener listener(StepContext context) throws InterruptedException {
        try {
            return context.get(TaskListener.class);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "A result is sent without a log");
            return TaskListener.NULL;
        }
    }
}
