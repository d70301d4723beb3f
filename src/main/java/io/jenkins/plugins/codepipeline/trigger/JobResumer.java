package io.jenkins.plugins.codepipeline.trigger;

import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.codepipeline.config.CallTargetResolver;
import io.jenkins.plugins.codepipeline.config.CredentialsResolver;
import io.jenkins.plugins.codepipeline.config.ResolvedCredentials;
import io.jenkins.plugins.codepipeline.core.client.CallFailedException;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import io.jenkins.plugins.codepipeline.job.JobDetailsCall;
import java.util.logging.Level;
import java.util.logging.Logger;
import software.amazon.awssdk.services.codepipeline.model.JobData;

/** Goes on with a job of the ledger whose acknowledgement is in doubt, or whose build was never queued or was lost with the queue. */
@Extension
public final class JobResumer {

    private static final Logger LOGGER = Logger.getLogger(JobResumer.class.getName());

    static JobResumer get() {
        return ExtensionList.lookupSingleton(JobResumer.class);
    }

    /** Does so without being waited for. */
    void resume(String jobId) {
        JobLedger.get()
                .find(jobId)
                .ifPresent(entry -> SystemTaskRunner.submit(entry.job().getRegion(), () -> run(jobId)));
    }

    /** Does so after a pause, since it failed. */
    void resumeLater(String jobId, String failure) {
        JobLedger.get().update(jobId, entry -> entry.withEvent(failure));
        JobRetryScheduler.get().later(jobId, () -> resume(jobId));
    }

    private void run(String jobId) {
        try (InFlightJobs.Hold hold = InFlightJobs.hold(jobId)) {
            LedgerEntry entry = JobLedger.get().find(jobId).filter(LedgerEntry::isWaiting).orElse(null);
            if (!hold.isHeld()) {
                JobRetryScheduler.soon(() -> resume(jobId));
            } else if (entry != null
                    && BuildFinder.queued(jobId).findAny().isEmpty()
                    && BuildFinder.find(entry).isEmpty()) {
                run(entry);
            }
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, e, () -> "Starting the build of the CodePipeline job " + jobId + " was broken off");
        }
    }

    private void run(LedgerEntry entry) throws InterruptedException {
        PollingLog log = JobPoller.get().log(entry.itemFullName());
        try {
            CallTarget target = CallTargetResolver.resolve(entry.job().getRegion());
            ResolvedCredentials credentials = CredentialsResolver.forItem(
                    BuildFinder.contextOf(entry), entry.settings().credentialsId());
            if (entry.state() == LedgerEntry.State.POLLED
                    && !new JobAcknowledger(target, credentials, log).send(entry, true)) {
                return;
            }
            JobLedger.get().acknowledge(entry.id());
            JobData data = JobDetailsCall.of(entry.id(), target, credentials)
                    .call()
                    .response()
                    .jobDetails()
                    .data();
            JobRetryScheduler.get().clear(entry.id());
            BuildStarter.start(entry.id(), BuildStarter.configuration(data));
        } catch (CallFailedException e) {
            if (e.errorCode().filter("JobNotFoundException"::equals).isPresent()) {
                log.add(Messages.ResultDelivery_ended(entry.id(), e.getMessage()));
                ResultDelivery.get().forget(entry.id());
            } else {
                log.addFailure(e.getMessage());
                resumeLater(entry.id(), e.getMessage());
            }
        } catch (AbortException e) {
            log.addFailure(e.getMessage());
            resumeLater(entry.id(), e.getMessage());
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, e, () -> "Starting the build of the CodePipeline job " + entry.id() + " failed");
            String failure = Messages.JobResumer_unexpected(Printable.text(e.toString(), 400));
            log.addFailure(failure);
            resumeLater(entry.id(), failure);
        }
    }
}
