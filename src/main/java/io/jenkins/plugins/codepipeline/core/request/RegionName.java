package io.jenkins.plugins.codepipeline.core.request;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of an AWS region's name. Any name of that form is taken, so that a new region needs no new release; nothing
 * else is, since the name becomes part of the host that signed requests go to.
 */
public final class RegionName {

    private static final Pattern FORM = Pattern.compile("[a-z]{2,10}(-[a-z]{1,20}){1,4}-[0-9]{1,3}");

    private RegionName() {}

    /** What is wrong with the name, if anything. */
    public static Optional<ValidationError> check(String path, String name) {
        return FORM.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(new ValidationError(path, Printable.value(name), Messages.Constraint_region()));
    }
}
