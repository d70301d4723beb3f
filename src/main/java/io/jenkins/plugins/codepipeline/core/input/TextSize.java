package io.jenkins.plugins.codepipeline.core.input;

import java.nio.charset.StandardCharsets;

/** The most that is read of a text, far above what CodePipeline takes. */
final class TextSize {

    /** One MiB of UTF-8. */
    static final int MOST = 1 << 20;

    private TextSize() {}

    static void check(String text) throws SyntaxException {
        // A char takes three bytes at the most, so a short text needs no counting.
        if (text.length() > MOST / 3 && text.getBytes(StandardCharsets.UTF_8).length > MOST) {
            throw new SyntaxException(Messages.TextSize_given(Shown.characters(text)), Messages.TextSize_allowed(MOST));
        }
    }
}
