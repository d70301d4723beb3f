package io.jenkins.plugins.codepipeline.trigger;

import hudson.model.Run;
import io.jenkins.plugins.codepipeline.result.BuildOutcome;
import io.jenkins.plugins.codepipeline.result.JobResultsAction;
import software.amazon.awssdk.services.codepipeline.model.FailureType;

/** What follows from the end of a build whose job is on the ledger. */
final class BuildEndHandler {

    private BuildEndHandler() {}

    /** The build has ended. */
    static void of(Run<?, ?> run, LedgerEntry entry) {
        if (isReported(run, entry.id())) { // The controller stopped before the ledger knew.
            ResultDelivery.get().forget(entry.id());
        } else {
            end(entry, BuildOutcome.of(run, entry.settings().unstableIsSuccess()));
        }
    }

    /** The build is gone without an end, or there was none and there will be none, which nobody else can report. */
    static void lost(LedgerEntry entry, String message) {
        if (entry.isWaiting()) {
            ResultDelivery.get().due(entry.id(), BuildOutcome.failure(FailureType.JOB_FAILED, message, null));
        } else {
            end(entry, BuildOutcome.failure(FailureType.JOB_FAILED, message, String.valueOf(entry.buildNumber())));
        }
    }

    private static void end(LedgerEntry entry, BuildOutcome outcome) {
        if (entry.settings().reportResult()) {
            ResultDelivery.get().due(entry.id(), outcome);
        } else {
            ResultDelivery.get().forget(entry.id());
        }
    }

    /** Whether the page of a build has a result for a job that CodePipeline recorded. */
    static boolean isReported(Run<?, ?> run, String jobId) {
        JobResultsAction page = run.getAction(JobResultsAction.class);
        return page != null && page.hasRecorded(jobId);
    }
}
