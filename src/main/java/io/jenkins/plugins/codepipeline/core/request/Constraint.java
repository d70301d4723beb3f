package io.jenkins.plugins.codepipeline.core.request;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What CodePipeline allows for the value of one field, or for the names of the entries of a map. The SDK's model has the
 * fields and their types, but not this.
 *
 * @param isRequired whether the field has to be given wherever the structure around it is given
 * @param accepts tells whether a value of the field's type is allowed
 * @param allowed what is allowed, in words
 * @param skeleton the text that stands for a value in an input skeleton
 */
record Constraint(boolean isRequired, Predicate<Object> accepts, Supplier<String> allowed, String skeleton) {

    static final Constraint NONE = of(value -> true, Messages::Constraint_text);

    static final Constraint JOB_ID = of(JobId::isValid, Messages::Constraint_jobId);

    static final Constraint OUTPUT_VARIABLE_NAME =
            of(Constraint::isOutputVariableName, Messages::Constraint_outputVariableName);

    static final Constraint PERCENTAGE = new Constraint(
            false, value -> (Integer) value >= 0 && (Integer) value <= 100, Messages::Constraint_percent, "");

    static final Constraint TIMESTAMP = new Constraint(false, value -> true, Messages::Constraint_timestamp, "");

    /** Text of at least one character. */
    static Constraint text(int most) {
        return text(most, () -> Messages.Constraint_characters(most));
    }

    /** Text that a build may well make too long, such as the end of a log, so that an error says how to shorten it. */
    static Constraint textOfBuild(int most) {
        return text(most, () -> Messages.Constraint_charactersOfBuild(most));
    }

    private static Constraint text(int most, Supplier<String> allowed) {
        return of(text -> !text.isEmpty() && Printable.characters(text) <= most, allowed);
    }

    /** One of some words, of which a skeleton has the first. */
    static Constraint oneOf(List<String> words) {
        return new Constraint(
                false, words::contains, () -> Messages.Constraint_oneOf(String.join(", ", words)), words.get(0));
    }

    private static Constraint of(Predicate<String> accepts, Supplier<String> allowed) {
        return new Constraint(false, value -> accepts.test((String) value), allowed, "");
    }

    /** A loop, since there can be thousands of names, and a regular expression takes longer than all the rest of reading. */
    private static boolean isOutputVariableName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "@-_".indexOf(c) >= 0)) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    Constraint required() {
        return new Constraint(true, accepts, allowed, skeleton);
    }
}
