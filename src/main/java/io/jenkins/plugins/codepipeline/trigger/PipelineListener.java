package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionListener;

/** Stores that the build of a job has begun, if it is a Pipeline: once Jenkins has saved it, and before its first step. */
@Extension
public final class PipelineListener extends FlowExecutionListener {

    private static final Logger LOGGER = Logger.getLogger(PipelineListener.class.getName());

    @Override
    public void onCreated(@NonNull FlowExecution execution) {
        try {
            if (execution.getOwner().getExecutable() instanceof Run<?, ?> run) {
                CodePipelineJobAction.jobOf(run)
                        .ifPresent(job -> JobLedger.get().storeBuild(job.getId(), run.getNumber()));
            }
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "A Pipeline that begins has no build");
        }
    }
}
