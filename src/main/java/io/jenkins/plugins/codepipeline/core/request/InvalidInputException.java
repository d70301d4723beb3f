package io.jenkins.plugins.codepipeline.core.request;

import java.util.List;

/** The input cannot be sent; the message lists what is wrong with it. */
public final class InvalidInputException extends Exception {

    private static final long serialVersionUID = 1L;

    /** More than anybody reads; a text of a megabyte can have a hundred thousand. */
    private static final int MOST_LISTED = 50;

    private final transient List<ValidationError> errors;

    public InvalidInputException(List<ValidationError> errors) {
        super(describe(errors));
        this.errors = List.copyOf(errors);
    }

    public List<ValidationError> errors() {
        return errors;
    }

    private static String describe(List<ValidationError> errors) {
        StringBuilder text = new StringBuilder(Messages.InvalidInputException_title(errors.size()));
        errors.stream()
                .limit(MOST_LISTED)
                .forEach(error -> text.append("\n  ").append(error.toString().replace("\n", "\n      ")));
        if (errors.size() > MOST_LISTED) {
            text.append("\n  ").append(Messages.InvalidInputException_more(errors.size() - MOST_LISTED));
        }
        return text.toString();
    }
}
