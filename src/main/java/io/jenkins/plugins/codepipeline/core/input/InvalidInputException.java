package io.jenkins.plugins.codepipeline.core.input;

import java.util.List;

/** The input can not be sent; the message lists what is wrong with it. */
public final class InvalidInputException extends Exception {

    private static final long serialVersionUID = 1L;

    /** More than anybody reads; a text of a megabyte can have a hundred thousand. */
    private static final int MOST_LISTED = 50;

    private final transient List<Problem> problems;

    public InvalidInputException(List<Problem> problems) {
        super(describe(problems));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    private static String describe(List<Problem> problems) {
        StringBuilder text = new StringBuilder(Messages.InvalidInputException_title(problems.size()));
        problems.stream()
                .limit(MOST_LISTED)
                .forEach(problem -> text.append("\n  ").append(problem.toString().replace("\n", "\n      ")));
        if (problems.size() > MOST_LISTED) {
            text.append("\n  ").append(Messages.InvalidInputException_more(problems.size() - MOST_LISTED));
        }
        return text.toString();
    }
}
