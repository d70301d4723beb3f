package io.jenkins.plugins.codepipeline.core.client;

/** There were no credentials for an attempt; nothing of it was sent. */
final class CredentialsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CredentialsException(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
