package io.jenkins.plugins.codepipeline.core.input;

import java.util.List;

/** The input can not be sent; the message lists everything that is wrong with it. */
public final class InvalidInputException extends Exception {

    private static final long serialVersionUID = 1L;

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
        problems.forEach(
                problem -> text.append("\n  ").append(problem.toString().replace("\n", "\n      ")));
        return text.toString();
    }
}
