package io.jenkins.plugins.codepipeline.result;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import io.jenkins.plugins.codepipeline.core.request.RegionName;
import io.jenkins.plugins.codepipeline.core.request.RequestReader;
import io.jenkins.plugins.codepipeline.core.request.ValidationError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;

/** Makes the request of a job's result from its arguments, or tells all that is wrong with them at once. */
final class JobResultValidator {

    static final String INPUT_SKELETON = "input";
    private static final Set<String> SKELETONS = Set.of(INPUT_SKELETON, "output");

    private JobResultValidator() {}

    /**
     * Makes the request.
     *
     * @param defaultJobId the job that the build works on, if there is one
     * @throws AbortException if an argument is wrong; does not repeat a text with a secret
     */
    static CodePipelineRequest read(
            JobResultArguments arguments, @CheckForNull String defaultJobId, SecretMasker masker) throws AbortException {
        // Their values are known in part only, so a secret in them could not be found.
        List<ValidationError> errors = new ArrayList<>(
                masker.isEmpty()
                        ? arguments.errors()
                        : arguments.errors().stream().map(JobResultValidator::hidden).toList());
        CodePipelineRequest request = null;
        try {
            request = RequestReader.read(
                    arguments.operation(),
                    arguments.members(),
                    arguments.cliInputJson(),
                    defaultJobId == null ? Map.of() : Map.of("jobId", defaultJobId));
        } catch (InvalidInputException e) {
            // An argument that could not be taken at all is missing among the members only for that reason.
            Set<String> known = arguments.errors().stream().map(ValidationError::path).collect(Collectors.toSet());
            e.errors().stream().filter(error -> !known.contains(error.path())).forEach(errors::add);
        }
        if (arguments.region() != null) {
            RegionName.check("region", arguments.region()).ifPresent(errors::add);
        }
        if (arguments.generateCliSkeleton() != null && !SKELETONS.contains(arguments.generateCliSkeleton())) {
            errors.add(new ValidationError(
                    "generateCliSkeleton",
                    Printable.value(arguments.generateCliSkeleton()),
                    Messages.JobResultValidator_skeletons()));
        }
        if (!errors.isEmpty()) {
            boolean hasSecret = masker.hides(arguments.members())
                    || masker.hides(arguments.cliInputJson())
                    || masker.hides(arguments.region())
                    || masker.hides(arguments.generateCliSkeleton());
            throw invalid(hasSecret ? errors.stream().map(JobResultValidator::hidden).toList() : errors);
        }
        return request;
    }

    private static AbortException invalid(List<ValidationError> errors) {
        return new AbortException(new InvalidInputException(errors).getMessage());
    }

    /** What is shown of a value or of a name may be a part of a secret, which the log would not hide. */
    private static ValidationError hidden(ValidationError error) {
        String topLevel = error.path().split("[.\\[]", 2)[0];
        String allowed = error.allowed().lines().findFirst().orElse("");
        return new ValidationError(topLevel, Messages.JobResultValidator_hidden(), allowed);
    }
}
