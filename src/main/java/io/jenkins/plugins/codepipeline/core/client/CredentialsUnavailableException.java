package io.jenkins.plugins.codepipeline.core.client;

/** There were no credentials for an attempt, so nothing was sent. */
final class CredentialsUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CredentialsUnavailableException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
