package io.jenkins.plugins.codepipeline.trigger;

import io.jenkins.plugins.codepipeline.config.ResolvedCredentials;
import io.jenkins.plugins.codepipeline.core.client.CallFailedException;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.request.JobId;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import java.io.IOException;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.Job;

/** Takes a job that a poll found for a trigger: writes it to the ledger, acknowledges it, and starts its build. */
final class JobTaker {

    private final CallTarget target;
    private final ResolvedCredentials credentials;
    private final CodePipelineTrigger trigger;
    private final PollingLog log;

    JobTaker(CallTarget target, ResolvedCredentials credentials, CodePipelineTrigger trigger) {
        this.target = target;
        this.credentials = credentials;
        this.trigger = trigger;
        log = JobPoller.get().log(trigger.itemFullName());
    }

    /**
     * Takes the job, if nobody else has.
     *
     * @return whether it was taken
     */
    boolean take(Job job) throws CallFailedException, InterruptedException {
        if (!JobId.isValid(job.id())) { // It becomes the name of a file.
            log.addFailure(Messages.JobTaker_badId(Printable.value(job.id())));
            return false;
        }
        try (InFlightJobs.Hold hold = InFlightJobs.hold(job.id())) {
            return hold.isHeld() && acknowledge(job) && start(job);
        } catch (IOException e) {
            log.addFailure(Messages.JobTaker_notStored(job.id(), Printable.text(String.valueOf(e.getMessage()), 400)));
            return false;
        }
    }

    private boolean acknowledge(Job job) throws IOException, CallFailedException, InterruptedException {
        JobAcknowledger acknowledger = new JobAcknowledger(target, credentials, log);
        Optional<LedgerEntry> known = JobLedger.get().find(job.id());
        if (known.isEmpty()) {
            LedgerEntry entry = LedgerEntry.polled(
                    CodePipelineJob.of(job, target.region()), job.nonce(), trigger.itemFullName(), trigger.settings());
            JobLedger.get().add(entry);
            return acknowledger.send(entry, false);
        }
        if (known.get().state() == LedgerEntry.State.POLLED) { // The acknowledgement that was sent did not arrive.
            return acknowledger.send(renewed(job), false);
        }
        acknowledger.repeat(known.get(), job.nonce());
        return false;
    }

    private static LedgerEntry renewed(Job job) {
        return JobLedger.get().update(job.id(), entry -> entry.withNonce(job.nonce())).orElseThrow();
    }

    private static boolean start(Job job) {
        JobRetryScheduler.get().clear(job.id());
        JobLedger.get().acknowledge(job.id());
        BuildStarter.start(job.id(), BuildStarter.configuration(job.data()));
        return true;
    }
}
