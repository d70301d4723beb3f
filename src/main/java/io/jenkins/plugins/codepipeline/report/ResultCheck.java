package io.jenkins.plugins.codepipeline.report;

import hudson.AbortException;
import io.jenkins.plugins.codepipeline.core.input.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.input.Problem;
import io.jenkins.plugins.codepipeline.core.input.RegionName;
import io.jenkins.plugins.codepipeline.core.input.Shown;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** Reads what is to be reported, and tells all that is wrong with it at once. */
final class ResultCheck {

    static final String SKELETON_OF_INPUT = "input";
    private static final Set<String> SKELETONS = Set.of(SKELETON_OF_INPUT, "output");

    private ResultCheck() {}

    /**
     * Makes the request.
     *
     * @throws AbortException if it can not be one; a text with a secret is not repeated in it
     */
    static PutJobSuccessResultRequest read(SuccessResult result, Mask mask) throws AbortException {
        // Their values are known in part only, so a secret in them could not be found.
        List<Problem> problems = new ArrayList<>(
                mask.isEmpty() ? result.problems() : result.problems().stream().map(ResultCheck::hidden).toList());
        PutJobSuccessResultRequest request = null;
        try {
            request = SuccessResultReader.read(result.tree(), result.cliInputJson());
        } catch (InvalidInputException e) {
            // An argument that could not be taken at all is missing in the tree only for that reason.
            Set<String> known = result.problems().stream().map(Problem::path).collect(Collectors.toSet());
            e.problems().stream()
                    .filter(problem -> !known.contains(problem.path()))
                    .forEach(problems::add);
        }
        if (result.region() != null) {
            RegionName.check("region", result.region()).ifPresent(problems::add);
        }
        if (result.generateCliSkeleton() != null && !SKELETONS.contains(result.generateCliSkeleton())) {
            problems.add(new Problem(
                    "generateCliSkeleton", Shown.value(result.generateCliSkeleton()), Messages.ResultCheck_skeletons()));
        }
        if (!problems.isEmpty()) {
            boolean isSecret = mask.hides(result.tree())
                    || mask.hides(result.cliInputJson())
                    || mask.hides(result.region())
                    || mask.hides(result.generateCliSkeleton());
            throw invalid(isSecret ? problems.stream().map(ResultCheck::hidden).toList() : problems);
        }
        return request;
    }

    static AbortException invalid(List<Problem> problems) {
        return new AbortException(new InvalidInputException(problems).getMessage());
    }

    /** What is shown of a value or of a name may be a part of a secret, which the log would not hide. */
    private static Problem hidden(Problem problem) {
        String topLevel = problem.path().split("[.\\[]", 2)[0];
        String allowed = problem.allowed().lines().findFirst().orElse("");
        return new Problem(topLevel, Messages.ResultCheck_hidden(), allowed);
    }
}
