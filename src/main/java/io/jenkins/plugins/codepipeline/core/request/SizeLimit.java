package io.jenkins.plugins.codepipeline.core.request;

import java.nio.charset.StandardCharsets;

/** The most that is read of a text, far above what CodePipeline takes. */
final class SizeLimit {

    /** One MiB of UTF-8. */
    static final int MOST = 1 << 20;

    private SizeLimit() {}

    static void check(String text) throws SyntaxException {
        // A char takes three bytes at the most, so a short text needs no counting.
        if (text.length() > MOST / 3 && text.getBytes(StandardCharsets.UTF_8).length > MOST) {
            throw new SyntaxException(Messages.SizeLimit_given(Printable.characters(text)), Messages.SizeLimit_allowed(MOST));
        }
    }
}
