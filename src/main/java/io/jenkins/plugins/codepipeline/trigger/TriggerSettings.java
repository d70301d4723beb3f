package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;

/** The settings of a trigger that count for a job that it took, even if the trigger is changed or removed meanwhile. */
final class TriggerSettings {

    @CheckForNull
    private final String credentialsId;

    private final boolean reportResult;
    private final boolean unstableIsSuccess;

    TriggerSettings(@CheckForNull String credentialsId, boolean reportResult, boolean unstableIsSuccess) {
        this.credentialsId = credentialsId;
        this.reportResult = reportResult;
        this.unstableIsSuccess = unstableIsSuccess;
    }

    @CheckForNull
    String credentialsId() {
        return credentialsId;
    }

    boolean reportResult() {
        return reportResult;
    }

    boolean unstableIsSuccess() {
        return unstableIsSuccess;
    }
}
