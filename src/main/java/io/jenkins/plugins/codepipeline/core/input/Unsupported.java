package io.jenkins.plugins.codepipeline.core.input;

import java.io.Serializable;

/**
 * Stands in a tree for an object that can not be part of one, so that it is reported like every other wrong value.
 *
 * @param type the name of the object's class
 */
public record Unsupported(String type) implements Serializable {

    @Override
    public String toString() {
        return Messages.Unsupported_object(type);
    }
}
