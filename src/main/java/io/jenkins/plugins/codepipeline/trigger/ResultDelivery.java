package io.jenkins.plugins.codepipeline.trigger;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.codepipeline.config.CallResources;
import io.jenkins.plugins.codepipeline.config.CallTargetResolver;
import io.jenkins.plugins.codepipeline.config.CredentialsResolver;
import io.jenkins.plugins.codepipeline.config.ResolvedCredentials;
import io.jenkins.plugins.codepipeline.core.client.CallFailedException;
import io.jenkins.plugins.codepipeline.core.client.CallResult;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import io.jenkins.plugins.codepipeline.result.BuildOutcome;
import io.jenkins.plugins.codepipeline.result.JobResultRecord;
import io.jenkins.plugins.codepipeline.result.JobResultsAction;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;

/**
 * Sends the results of jobs whose builds have ended without one, again with growing pauses until CodePipeline has recorded
 * them or says that the job has ended.
 */
@Extension
public final class ResultDelivery {

    private static final Logger LOGGER = Logger.getLogger(ResultDelivery.class.getName());

    /** What CodePipeline answers if a job takes no result any more. */
    private static final Set<String> ENDED = Set.of("InvalidJobStateException", "JobNotFoundException");

    static ResultDelivery get() {
        return ExtensionList.lookupSingleton(ResultDelivery.class);
    }

    /** Notes the result of a job, unless one is noted already, and begins to send it. */
    void due(String jobId, BuildOutcome outcome) {
        JobLedger.get().update(
                jobId, entry -> entry.isResultDue() ? entry : entry.resultDue(outcome));
        deliver(jobId);
    }

    /** Sends a result that is due, without waiting for it. */
    void deliver(String jobId) {
        JobLedger.get()
                .find(jobId)
                .filter(LedgerEntry::isResultDue)
                .ifPresent(entry -> SystemTaskRunner.submit(entry.job().getRegion(), () -> attempt(jobId)));
    }

    private void attempt(String jobId) {
        try (InFlightJobs.Hold hold = InFlightJobs.hold(jobId)) {
            if (hold.isHeld()) {
                JobLedger.get().find(jobId).filter(LedgerEntry::isResultDue).ifPresent(this::attempt);
            } else {
                JobRetryScheduler.soon(() -> deliver(jobId));
            }
        }
    }

    private void attempt(LedgerEntry entry) {
        try {
            send(entry);
        } catch (AbortException e) {
            retry(entry, e.getMessage());
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "Sending the result of the job " + entry.id() + " was broken off");
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, e, () -> "Sending the result of the job " + entry.id() + " failed");
            retry(entry, Messages.ResultDelivery_unexpected(Printable.text(e.toString(), 400)));
        }
    }

    private void send(LedgerEntry entry) throws AbortException, InterruptedException {
        BuildOutcome due = Objects.requireNonNull(entry.result());
        JobResultOperation operation = due.operation();
        CodePipelineRequest request = due.toRequest(entry.id());
        JobResultRecord record = JobResultRecord.automatic(operation, entry.id());
        record.describe(request, UnaryOperator.identity());
        try {
            CallTarget target = CallTargetResolver.resolve(entry.job().getRegion());
            record.describe(target);
            ResolvedCredentials credentials =
                    CredentialsResolver.forItem(BuildFinder.contextOf(entry), entry.settings().credentialsId());
            CallResult<?> result = CallResources.get()
                    .call(target, credentials, operation.apiName(), operation.sending(request))
                    .call();
            record.succeed(result);
            close(entry, record, Messages.ResultDelivery_recorded(entry.id(), operation.apiName(), result.requestId()));
        } catch (CallFailedException e) {
            if (e.errorCode().filter(ENDED::contains).isPresent()) {
                record.fail(e.getMessage(), false);
                close(entry, record, Messages.ResultDelivery_ended(entry.id(), e.getMessage()));
            } else {
                retry(entry, e.getMessage());
            }
        }
    }

    /** Whatever fails in telling of the outcome, the result is not sent again. */
    private void close(LedgerEntry entry, JobResultRecord record, String event) {
        try {
            JobPoller.get().log(entry.itemFullName()).add(event);
            BuildFinder.buildOf(entry).ifPresent(run -> JobResultsAction.of(run).save(record));
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, e, () -> "The build of the job " + entry.id() + " lacks its result on its page");
        } finally {
            forget(entry.id());
        }
    }

    /** Takes a job off the ledger. */
    void forget(String jobId) {
        JobRetryScheduler.get().clear(jobId);
        JobLedger.get().remove(jobId);
    }

    private void retry(LedgerEntry entry, String failure) {
        if (!CallResources.get().isShuttingDown()) {
            JobLedger.get().update(entry.id(), same -> same.withEvent(failure));
            JobPoller.get().log(entry.itemFullName()).addFailure(failure);
            JobRetryScheduler.get().later(entry.id(), () -> deliver(entry.id()));
        }
    }
}
