package io.jenkins.plugins.codepipeline.core.client;

import java.util.Optional;

/** A call failed. The message says what AWS answered and what to do about it. */
public final class CallFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String errorCode;
    private final boolean answerLost;

    CallFailedException(String message, Optional<String> errorCode, boolean answerLost, Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode.orElse(null);
        this.answerLost = answerLost;
    }

    /** The AWS error code of the last answer, such as {@code InvalidJobStateException}, if AWS answered the last attempt. */
    public Optional<String> errorCode() {
        return Optional.ofNullable(errorCode);
    }

    /** Whether AWS may have carried out the request in any of the attempts without its answer being seen. */
    public boolean answerLost() {
        return answerLost;
    }
}
