package io.jenkins.plugins.codepipeline.trigger;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.PeriodicWork;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Holds the ledger against what there is: a job without a build gets one, a build that is gone has a failure due, and what is
 * due is sent. At the start of the controller it does so for all jobs; later only for those whose state has not changed
 * since its last round.
 */
@Extension
public final class JobReconciler extends PeriodicWork {

    private static final Logger LOGGER = Logger.getLogger(JobReconciler.class.getName());

    /**
     * Those with which nobody seemed to go on at the last round: without a build, which may only have been on its way from the
     * queue to an executor, or with a result that may just have been sent.
     */
    private final Set<String> suspects = new HashSet<>();

    static JobReconciler get() {
        return ExtensionList.lookupSingleton(JobReconciler.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(3);
    }

    @Override
    protected void doRun() {
        if (JobPoller.get().isStarted()) {
            JobLedger.get().entries().forEach(entry -> reconcile(entry, false));
        }
    }

    /** Does so at the start of the controller, while the builds of jobs wait in the queue. */
    void reconcile() {
        JobLedger.get().entries().forEach(entry -> guarded(entry, JobReconciler::noteBuild));
        cancelDuplicates();
        JobLedger.get().entries().forEach(entry -> reconcile(entry, true));
    }

    private void reconcile(LedgerEntry entry, boolean starting) {
        guarded(entry, job -> reconcileGuarded(job, starting));
    }

    /** Whatever is wrong with a job, the others go on. */
    private static void guarded(LedgerEntry entry, Consumer<LedgerEntry> work) {
        try {
            work.accept(entry);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, e, () -> "The CodePipeline job " + entry.id() + " could not be looked after");
        }
    }

    private synchronized void reconcileGuarded(LedgerEntry entry, boolean starting) {
        boolean suspect = suspects.remove(entry.id()) || starting;
        switch (entry.state()) {
            case POLLED, ACKNOWLEDGED -> {
                if (!noteBuild(entry) && BuildFinder.queued(entry.id()).findAny().isEmpty()) {
                    goOn(entry, suspect, JobResumer.get()::resume);
                }
            }
            case BUILDING -> endIfOver(entry);
            case RESULT_DUE -> goOn(entry, suspect, ResultDelivery.get()::deliver);
        }
    }

    /** Unless that is planned, or is perhaps being done. */
    private void goOn(LedgerEntry entry, boolean suspect, Consumer<String> work) {
        if (suspect && !JobRetryScheduler.get().isFailing(entry.id())) {
            work.accept(entry.id());
        } else {
            suspects.add(entry.id());
        }
    }

    /** Notes a build of a job, if it has begun; whether it has ended is seen in the next round. */
    private static boolean noteBuild(LedgerEntry entry) {
        Optional<Run<?, ?>> build = entry.isWaiting() ? BuildFinder.find(entry) : Optional.empty();
        build.ifPresent(run -> JobLedger.get().begin(entry.id(), run.getNumber()));
        return build.isPresent();
    }

    private static void endIfOver(LedgerEntry entry) {
        Optional<Run<?, ?>> build = BuildFinder.buildOf(entry);
        if (build.isEmpty()) {
            BuildEndHandler.lost(entry, Messages.JobReconciler_buildGone(entry.itemFullName(), entry.buildNumber()));
        } else if (!build.get().isLogUpdated()) {
            BuildEndHandler.of(build.get(), entry);
        }
    }

    /** The queue that was stored may be older than the builds: a job that has its build already must not get another. */
    private static void cancelDuplicates() {
        Set<String> seen = new HashSet<>();
        for (Queue.Item item : Queue.getInstance().getItems()) {
            CodePipelineJobAction.jobOf(item).map(CodePipelineJob::getId).ifPresent(id -> {
                boolean needed = JobLedger.get().find(id).filter(LedgerEntry::isWaiting).isPresent();
                if (!needed || !seen.add(id)) {
                    cancel(item.getId());
                }
            });
        }
    }

    /** Under the lock, since the queue replaces an item when its state changes, and the one before cannot be cancelled. */
    private static void cancel(long queueId) {
        Queue.withLock(() -> {
            Queue.Item item = Queue.getInstance().getItem(queueId);
            if (item != null) {
                Queue.getInstance().cancel(item);
            }
        });
    }
}
