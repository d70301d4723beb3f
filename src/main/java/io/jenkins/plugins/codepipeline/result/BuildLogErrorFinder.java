package io.jenkins.plugins.codepipeline.result;

import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * Finds the error of a build that nothing but its log has: of a freestyle build, or of a Pipeline that ended before its first
 * step, such as a Jenkinsfile that could not be fetched or compiled.
 */
final class BuildLogErrorFinder {

    private static final Logger LOGGER = Logger.getLogger(BuildLogErrorFinder.class.getName());

    /** The most lines at the end of a log that are looked at, and the most that are taken from it. */
    private static final int MAX_LOG = 300;

    private static final int MAX_ERROR = 12;

    /** The only line of an error that Jenkins tells. */
    private static final String ERROR = "ERROR: ";

    private static final Pattern EXCEPTION = Pattern.compile("(\\w+\\.)+\\w*(Exception|Error)\\b.*");
    private static final Pattern STACK_TRACE = Pattern.compile("\\s+at .*|\\s+\\.\\.\\. .*");

    private BuildLogErrorFinder() {}

    static Optional<String> of(Run<?, ?> run) {
        try {
            List<String> error = run.getLog(MAX_LOG).stream()
                    .dropWhile(line -> !line.startsWith(ERROR) && !EXCEPTION.matcher(line).matches())
                    .takeWhile(line -> !STACK_TRACE.matcher(line).matches())
                    .limit(MAX_ERROR)
                    .toList();
            return error.stream()
                    .findFirst()
                    .map(first -> first.startsWith(ERROR) ? first.substring(ERROR.length()) : String.join("\n", error));
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "The log of " + run + " cannot be read");
            return Optional.empty();
        }
    }
}
