package io.jenkins.plugins.codepipeline.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.core.request.EndpointUrl;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import io.jenkins.plugins.codepipeline.core.request.RegionName;
import io.jenkins.plugins.codepipeline.core.request.RequestReader;
import io.jenkins.plugins.codepipeline.core.request.ValidationError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks a field of a form while it is typed, with the check that its value has to pass later. A value with a variable in
 * it can only be checked in a build, so it is taken.
 */
public final class FormValidations {

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\{|[A-Za-z_])");

    private FormValidations() {}

    /**
     * Checks a member of a job's result.
     *
     * @param path of the member, such as {@code executionDetails.summary}
     */
    public static FormValidation member(
            @CheckForNull Item item, JobResultOperation operation, String path, @CheckForNull String value) {
        String text = Util.fixEmpty(value);
        int dot = path.indexOf('.');
        Map<String, Object> field = text == null ? Map.of() : Map.of(path.substring(dot + 1), text);
        Map<String, Object> members = dot < 0 ? field : Map.of(path.substring(0, dot), field);
        return checkField(item, value, () -> errors(operation, members, path::equals));
    }

    /** Checks the name of an output variable. */
    public static FormValidation outputVariableName(@CheckForNull Item item, @CheckForNull String name) {
        return outputVariable(item, name, Util.fixNull(name), "");
    }

    /** Checks the value of an output variable. */
    public static FormValidation outputVariableValue(@CheckForNull Item item, @CheckForNull String value) {
        return outputVariable(item, value, "name", Util.fixNull(value));
    }

    private static FormValidation outputVariable(
            @CheckForNull Item item, @CheckForNull String typed, String name, String value) {
        Map<String, Object> members = Map.of("outputVariables", Map.of(name, value));
        return checkField(
                item, typed, () -> errors(JobResultOperation.SUCCESS, members, path -> path.startsWith("outputVariables")));
    }

    /** Checks JSON as a whole, but for a job id that may be given by itself. */
    public static FormValidation cliInputJson(
            @CheckForNull Item item, JobResultOperation operation, @CheckForNull String json) {
        if (mayNotCheck(item, json) || Util.fixEmptyAndTrim(json) == null) {
            return FormValidation.ok();
        }
        String errors = errors(operation, Map.of(), json, path -> !path.equals("jobId")).stream()
                .map(ValidationError::toString)
                .collect(Collectors.joining("\n"));
        return errors.isEmpty() ? FormValidation.ok() : FormValidation.error(errors);
    }

    /** Checks whether builds of an item, or of all Jenkins, see credentials of an id. */
    public static FormValidation credentials(@CheckForNull Item item, @CheckForNull String id) {
        String text = Util.fixEmptyAndTrim(id);
        return mayNotCheck(item, id)
                        || text == null
                        || FormItems.credentials(item, null).stream().anyMatch(option -> option.value.equals(text))
                ? FormValidation.ok()
                : FormValidation.error(Messages.CredentialsResolver_notFound(
                        Messages.CredentialsResolver_credentials(Printable.text(text))));
    }

    public static FormValidation region(@CheckForNull Item item, @CheckForNull String name) {
        return optional(item, name, text -> RegionName.check("region", text));
    }

    static FormValidation endpoint(@CheckForNull String url) {
        return optional(null, url, text -> EndpointUrl.check("endpoint", text));
    }

    /** Checks a text that may be empty with the check that it has to pass when it is used. */
    public static FormValidation optional(
            @CheckForNull Item item, @CheckForNull String value, Function<String, Optional<ValidationError>> check) {
        return Util.fixEmptyAndTrim(value) == null ? FormValidation.ok() : required(item, value, check);
    }

    /** Checks a text with the check that it has to pass when it is used. */
    public static FormValidation required(
            @CheckForNull Item item, @CheckForNull String value, Function<String, Optional<ValidationError>> check) {
        return checkField(
                item, value, () -> check.apply(Util.fixEmptyAndTrim(value)).stream().toList());
    }

    private static FormValidation checkField(
            @CheckForNull Item item, @CheckForNull String value, Supplier<List<ValidationError>> check) {
        if (mayNotCheck(item, value)) {
            return FormValidation.ok();
        }
        List<ValidationError> errors = check.get();
        return errors.isEmpty()
                ? FormValidation.ok()
                : FormValidation.error(
                        Messages.FormValidations_mustBe(errors.get(0).allowed().lines().findFirst().orElse("")));
    }

    private static boolean mayNotCheck(@CheckForNull Item item, @CheckForNull String value) {
        return !FormPermissions.isAllowed(item) || value != null && VARIABLE.matcher(value).find();
    }

    private static List<ValidationError> errors(
            JobResultOperation operation, Map<String, ?> members, Predicate<String> path) {
        return errors(operation, members, null, path);
    }

    private static List<ValidationError> errors(
            JobResultOperation operation, Map<String, ?> members, @CheckForNull String json, Predicate<String> path) {
        try {
            RequestReader.read(operation, members, json);
            return List.of();
        } catch (InvalidInputException e) {
            return e.errors().stream().filter(error -> path.test(error.path())).toList();
        }
    }
}
