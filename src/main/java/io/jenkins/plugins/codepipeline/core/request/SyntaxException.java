package io.jenkins.plugins.codepipeline.core.request;

/** A text is not written in its notation. */
final class SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String allowed;

    /**
     * Says what is wrong.
     *
     * @param given what stands there, in words
     * @param allowed what may stand there, in words
     */
    SyntaxException(String given, String allowed) {
        super(given, null, false, false);
        this.allowed = allowed;
    }

    ValidationError at(String path) {
        return new ValidationError(path, getMessage(), allowed);
    }
}
