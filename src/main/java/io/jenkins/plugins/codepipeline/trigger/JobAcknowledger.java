package io.jenkins.plugins.codepipeline.trigger;

import io.jenkins.plugins.codepipeline.config.CallResources;
import io.jenkins.plugins.codepipeline.config.ResolvedCredentials;
import io.jenkins.plugins.codepipeline.core.client.CallFailedException;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;

/** Makes a job of the ledger this controller's, or finds out that it is somebody else's and takes it off the ledger. */
final class JobAcknowledger {

    private final CallTarget target;
    private final ResolvedCredentials credentials;
    private final PollingLog log;

    JobAcknowledger(CallTarget target, ResolvedCredentials credentials, PollingLog log) {
        this.target = target;
        this.credentials = credentials;
        this.log = log;
    }

    /**
     * Acknowledges a job. It is for the caller to note on the ledger that the job is this controller's; until then, this would
     * be done again after a crash, with the same outcome.
     *
     * @param again whether that may have been done before with the same nonce, and with an answer that was lost
     * @return whether the job is this controller's
     * @throws CallFailedException if AWS rejected the call, so that CodePipeline hands the job out again; if it is not known
     *     whether AWS did, the job stays on the ledger, and this is tried again
     */
    boolean send(LedgerEntry entry, boolean again) throws CallFailedException, InterruptedException {
        try {
            JobStatus status = acknowledge(entry.id(), entry.nonce());
            return status == JobStatus.IN_PROGRESS || leave(entry, status.toString());
        } catch (CallFailedException e) {
            return failed(entry, e, again || e.answerLost());
        }
    }

    /**
     * Acknowledges a job once more that counts as this controller's: it was handed out again, so CodePipeline has no
     * acknowledgement of it, and would refuse its result.
     */
    void repeat(LedgerEntry entry, String nonce) throws CallFailedException, InterruptedException {
        log.add(Messages.JobAcknowledger_again(entry.id()));
        acknowledge(entry.id(), nonce);
    }

    private JobStatus acknowledge(String jobId, String nonce) throws CallFailedException, InterruptedException {
        return CallResources.get()
                .call(
                        target,
                        credentials,
                        "AcknowledgeJob",
                        client -> client.acknowledgeJob(request -> request.jobId(jobId).nonce(nonce)))
                .call()
                .response()
                .status();
    }

    private boolean failed(LedgerEntry entry, CallFailedException e, boolean answerLost) throws CallFailedException {
        String code = e.errorCode().orElse("");
        switch (code) {
            case "InvalidNonceException" -> {
                if (answerLost) {
                    // Nobody else got that nonce, and a job that nobody works on is worse than one that two do.
                    log.add(Messages.JobAcknowledger_lostAnswer(entry.id()));
                    return true;
                }
                return leave(entry, code);
            }
            case "JobNotFoundException" -> {
                return leave(entry, code);
            }
            default -> {
                if (!answerLost) {
                    JobLedger.get().remove(entry.id());
                    throw e;
                }
                log.addFailure(e.getMessage());
                JobResumer.get().resumeLater(entry.id(), e.getMessage());
                return false;
            }
        }
    }

    private boolean leave(LedgerEntry entry, String why) {
        log.add(Messages.JobAcknowledger_somebodyElse(entry.id(), why));
        ResultDelivery.get().forget(entry.id());
        return false;
    }
}
