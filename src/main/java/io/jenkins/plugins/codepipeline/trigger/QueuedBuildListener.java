package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Queue;
import hudson.model.queue.CauseOfBlockage;
import hudson.model.queue.QueueListener;
import hudson.model.queue.QueueTaskDispatcher;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;

/** Follows the builds of jobs in the queue. */
@Extension
public final class QueuedBuildListener extends QueueListener {

    @Override
    public void onLeft(Queue.LeftItem left) {
        if (left.isCancelled()) {
            CodePipelineJobAction.jobOf(left)
                    .flatMap(job -> JobLedger.get().find(job.getId()))
                    .filter(entry -> entry.isWaiting() && isLast(left, entry.id()))
                    .ifPresent(entry ->
                            BuildEndHandler.lost(entry, Messages.QueuedBuildListener_cancelled(entry.itemFullName())));
        }
    }

    /** Not if it was queued twice, as {@link JobReconciler} finds out. */
    private static boolean isLast(Queue.LeftItem left, String jobId) {
        try (ACLContext jenkins = ACL.as2(ACL.SYSTEM2)) {
            return BuildFinder.queued(jobId).allMatch(item -> item.getId() == left.getId());
        }
    }

    /** Keeps builds that were queued before a restart from starting until it is known that their jobs need them. */
    @Extension
    public static final class Gate extends QueueTaskDispatcher {

        @Override
        @CheckForNull
        public CauseOfBlockage canRun(Queue.Item item) {
            return JobPoller.get().isStarted() || CodePipelineJobAction.jobOf(item).isEmpty()
                    ? null
                    : CauseOfBlockage.fromMessage(Messages._QueuedBuildListener_starting());
        }
    }
}
