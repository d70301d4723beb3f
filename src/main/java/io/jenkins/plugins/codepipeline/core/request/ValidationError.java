package io.jenkins.plugins.codepipeline.core.request;

import java.io.Serializable;
import java.util.Objects;

/** One thing that is wrong with an input. */
public final class ValidationError implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String path;
    private final String given;
    private final String allowed;

    /**
     * Describes an error.
     *
     * @param path of the invalid member, such as {@code executionDetails.percentComplete}
     * @param given what was given, shortened and printable as {@link Printable} makes it
     * @param allowed what would have been accepted, in words that can follow "Must be"
     */
    public ValidationError(String path, String given, String allowed) {
        this.path = path;
        this.given = given;
        this.allowed = allowed;
    }

    public String path() {
        return path;
    }

    public String given() {
        return given;
    }

    public String allowed() {
        return allowed;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValidationError error
                && path.equals(error.path)
                && given.equals(error.given)
                && allowed.equals(error.allowed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(path, given, allowed);
    }

    @Override
    public String toString() {
        return Messages.ValidationError_text(path, given, allowed);
    }
}
