package io.jenkins.plugins.codepipeline.core.request;

import java.util.Optional;
import java.util.regex.Pattern;

/** The form of a job's id, as the API reference of PutJobSuccessResult states it. */
public final class JobId {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private JobId() {}

    public static boolean isValid(String id) {
        return FORM.matcher(id).matches();
    }

    /** What is wrong with an id, if anything. */
    public static Optional<ValidationError> check(String id) {
        return isValid(id)
                ? Optional.empty()
                : Optional.of(new ValidationError("jobId", Printable.value(id), Messages.Constraint_jobId()));
    }
}
