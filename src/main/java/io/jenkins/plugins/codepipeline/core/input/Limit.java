package io.jenkins.plugins.codepipeline.core.input;

import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What CodePipeline allows for one member, as the API reference of PutJobSuccessResult and of its data types states it.
 * The SDK's model classes know the members and their types, but not these limits.
 *
 * @param required whether the member has to be given wherever the structure around it is given
 * @param accepts tells whether a value of the member's type is allowed
 * @param allowed what is allowed, in words
 */
record Limit(boolean required, Predicate<Object> accepts, Supplier<String> allowed) {

    /** The most that all output variables of one action may take together, in bytes of UTF-8. */
    static final int OUTPUT_VARIABLES_BYTES = 122_880;

    private static final Pattern JOB_ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final boolean REQUIRED = true;
    private static final boolean OPTIONAL = false;

    private static final Map<String, Limit> BY_PATH = Map.of(
            "jobId", new Limit(REQUIRED, value -> JOB_ID.matcher((String) value).matches(), Messages::Limit_jobId),
            "currentRevision.revision", text(REQUIRED, 1500),
            "currentRevision.changeIdentifier", text(REQUIRED, 100),
            "currentRevision.created", new Limit(OPTIONAL, value -> true, Messages::Limit_timestamp),
            "currentRevision.revisionSummary", text(OPTIONAL, 2048),
            "continuationToken", text(OPTIONAL, 2048),
            "executionDetails.summary", text(OPTIONAL, 2048),
            "executionDetails.externalExecutionId", text(OPTIONAL, 1500),
            "executionDetails.percentComplete",
                    new Limit(OPTIONAL, value -> (Integer) value >= 0 && (Integer) value <= 100, Messages::Limit_percent));

    static final Limit NONE = new Limit(OPTIONAL, value -> true, Messages::Limit_text);

    static Limit of(String path) {
        return BY_PATH.getOrDefault(path, NONE);
    }

    static boolean isOutputVariableName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "@-_".indexOf(c) >= 0)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static Limit text(boolean required, int most) {
        return new Limit(
                required,
                value -> !((String) value).isEmpty() && Shown.characters((String) value) <= most,
                () -> Messages.Limit_characters(most));
    }
}
