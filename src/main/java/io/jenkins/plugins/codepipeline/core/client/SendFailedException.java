package io.jenkins.plugins.codepipeline.core.client;

/** A call failed; the message says what AWS answered and what to do. */
public final class SendFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    SendFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
