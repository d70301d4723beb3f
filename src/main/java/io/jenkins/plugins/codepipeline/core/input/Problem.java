package io.jenkins.plugins.codepipeline.core.input;

import java.io.Serializable;

/**
 * One thing that is wrong with an input.
 *
 * @param path the member, as it is reached from the top, such as {@code executionDetails.percentComplete}
 * @param given what was given, cut short and made printable
 * @param allowed what would have been accepted
 */
public record Problem(String path, String given, String allowed) implements Serializable {

    @Override
    public String toString() {
        return Messages.Problem_text(path, given, allowed);
    }
}
