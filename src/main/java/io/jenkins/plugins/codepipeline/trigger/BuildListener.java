package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AbstractBuild;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.codepipeline.freestyle.JobResultNotifier;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import io.jenkins.plugins.codepipeline.result.BuildOutcome;
import io.jenkins.plugins.codepipeline.result.JobResultListener;
import io.jenkins.plugins.codepipeline.result.JobResultRecord;
import io.jenkins.plugins.codepipeline.result.JobResultState;
import io.jenkins.plugins.codepipeline.result.JobResultsAction;
import java.io.IOException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Follows the builds of jobs that triggers took, from their start to their result. */
@Extension
public final class BuildListener extends RunListener<Run<?, ?>> implements JobResultListener {

    private static final Logger LOGGER = Logger.getLogger(BuildListener.class.getName());

    @Override
    public void onStarted(Run<?, ?> run, TaskListener listener) {
        CodePipelineJobAction.jobOf(run).ifPresent(job -> {
            JobLedger.get().begin(job.getId(), run.getNumber());
            JobPoller.get().poke(run.getParent().getFullName()); // The next job comes while this build is saved.
            JobResultsAction.add(run);
            if (run instanceof AbstractBuild) {
                save(run);
                JobLedger.get().storeBuild(job.getId(), run.getNumber());
            }
        });
    }

    /** Else Jenkins would know nothing of a build other than a Pipeline if the controller is killed before its end. */
    private static void save(Run<?, ?> run) {
        try {
            run.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + " may be lost if the controller stops before its end");
        }
    }

    /** A result that the build sent itself wins. */
    @Override
    public void onOutcome(Run<?, ?> run, JobResultRecord result) {
        if (result.getState() == JobResultState.RECORDED && result.getJobId() != null) {
            ResultDelivery.get().forget(result.getJobId());
        }
    }

    /** Tells the log, which is closed when the result is sent. */
    @Override
    public void onCompleted(Run<?, ?> run, @NonNull TaskListener listener) {
        open(run)
                .filter(entry -> entry.settings().reportResult() && !hasPostBuildAction(run))
                .ifPresent(entry -> listener.getLogger()
                        .println(Messages.BuildListener_due(BuildOutcome.of(run, entry.settings().unstableIsSuccess())
                                .operation()
                                .apiName())));
    }

    private static boolean hasPostBuildAction(Run<?, ?> run) {
        return run.getParent() instanceof AbstractProject<?, ?> project
                && project.getPublishersList().get(JobResultNotifier.class) != null;
    }

    @Override
    public void onFinalized(Run<?, ?> run) {
        open(run).ifPresent(entry -> BuildEndHandler.of(run, entry));
    }

    @Override
    public void onDeleted(Run<?, ?> run) {
        open(run).ifPresent(entry -> BuildEndHandler.lost(entry, Messages.BuildListener_deleted(run.getFullDisplayName())));
    }

    /** The entry of the job that a build works on, if the build has sent no result for it. */
    private static Optional<LedgerEntry> open(Run<?, ?> run) {
        return CodePipelineJobAction.jobOf(run)
                .map(CodePipelineJob::getId)
                .flatMap(JobLedger.get()::find)
                .filter(entry -> entry.state() == LedgerEntry.State.BUILDING && entry.buildNumber() == run.getNumber());
    }
}
