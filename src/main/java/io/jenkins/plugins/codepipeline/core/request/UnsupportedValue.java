package io.jenkins.plugins.codepipeline.core.request;

import java.io.Serializable;
import java.util.Objects;

/** Takes the place of an object that no member can have as its value, so that the reader reports it with its path. */
public final class UnsupportedValue implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String type;

    /**
     * Takes the place of an object.
     *
     * @param type the name of the object's class
     */
    public UnsupportedValue(String type) {
        this.type = type;
    }

    public String type() {
        return type;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UnsupportedValue value && Objects.equals(type, value.type);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(type);
    }

    @Override
    public String toString() {
        return Messages.UnsupportedValue_object(type);
    }
}
