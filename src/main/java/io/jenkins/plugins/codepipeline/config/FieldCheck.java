package io.jenkins.plugins.codepipeline.config;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.core.input.EndpointUrl;
import io.jenkins.plugins.codepipeline.core.input.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.input.Problem;
import io.jenkins.plugins.codepipeline.core.input.RegionName;
import io.jenkins.plugins.codepipeline.core.input.Shown;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Checks a field of a form while it is typed, with the check that its value has to pass later. A value with a variable in
 * it can only be checked in a build, so it is taken.
 */
public final class FieldCheck {

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\{|[A-Za-z_])");

    private FieldCheck() {}

    /**
     * Checks a member of the result.
     *
     * @param path of the member, such as {@code executionDetails.summary}
     */
    public static FormValidation member(@CheckForNull Item item, String path, @CheckForNull String value) {
        String text = Util.fixEmpty(value);
        int dot = path.indexOf('.');
        Map<String, Object> part = text == null ? Map.of() : Map.of(path.substring(dot + 1), text);
        Map<String, Object> tree = dot < 0 ? part : Map.of(path.substring(0, dot), part);
        return check(item, value, () -> problems(tree, null).stream()
                .filter(problem -> problem.path().equals(path))
                .toList());
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
        Map<String, Object> tree = Map.of("outputVariables", Map.of(name, value));
        return check(item, typed, () -> problems(tree, null).stream()
                .filter(problem -> problem.path().startsWith("outputVariables"))
                .toList());
    }

    /** Checks JSON as a whole, but for a job id that may be given by itself. */
    public static FormValidation cliInputJson(@CheckForNull Item item, @CheckForNull String json) {
        return check(item, json, () -> Util.fixEmptyAndTrim(json) == null
                ? List.of()
                : problems(Map.of("jobId", "00000000-0000-0000-0000-000000000000"), json));
    }

    /** Checks whether builds of an item, or of all Jenkins, see credentials of an id. */
    public static FormValidation credentials(@CheckForNull Item item, @CheckForNull String id) {
        String text = Util.fixEmptyAndTrim(id);
        return check(item, id, () -> text == null
                        || FormLists.credentials(item, null).stream().anyMatch(option -> option.value.equals(text))
                ? List.of()
                : List.of(Messages.IdentityResolver_notFound(Messages.IdentityResolver_credentials(Shown.text(text)))));
    }

    public static FormValidation region(@CheckForNull Item item, @CheckForNull String name) {
        String text = Util.fixEmptyAndTrim(name);
        return check(item, name, () -> text == null ? List.of() : RegionName.check("region", text).stream().toList());
    }

    static FormValidation endpoint(@CheckForNull String url) {
        String text = Util.fixEmptyAndTrim(url);
        return check(null, null, () -> text == null ? List.of() : EndpointUrl.check("endpoint", text).stream().toList());
    }

    private static FormValidation check(
            @CheckForNull Item item, @CheckForNull String value, Supplier<? extends List<?>> check) {
        if (!FormAccess.isAllowed(item) || value != null && VARIABLE.matcher(value).find()) {
            return FormValidation.ok();
        }
        List<?> problems = check.get();
        return problems.isEmpty()
                ? FormValidation.ok()
                : FormValidation.error(problems.stream().map(Object::toString).collect(Collectors.joining("\n")));
    }

    private static List<Problem> problems(Map<String, ?> tree, @CheckForNull String json) {
        try {
            SuccessResultReader.read(tree, json);
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems();
        }
    }
}
