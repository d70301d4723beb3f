package io.jenkins.plugins.codepipeline.result;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.ValidationError;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments of a step or of a form that puts a job's result, as they were given. An empty text counts as not given,
 * except as the value of an output variable. Stored with a Pipeline that runs.
 */
public final class JobResultArguments implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The one member that is a map of texts rather than a structure. */
    private static final String OUTPUT_VARIABLES = "outputVariables";

    private final JobResultOperation operation;

    /** The members of the request in the shape of the AWS CLI's JSON, or as texts in its notations. */
    private final LinkedHashMap<String, Object> members;

    @CheckForNull
    private final String cliInputJson;

    @CheckForNull
    private final String generateCliSkeleton;

    @CheckForNull
    private final String credentialsId;

    @CheckForNull
    private final String region;

    private final ArrayList<ValidationError> errors;

    /**
     * Keeps what was given.
     *
     * @param members of the request, by name
     * @param cliInputJson a JSON object with the members that are not given one by one
     * @param generateCliSkeleton what to do instead of putting the result
     * @param errors what is wrong with arguments that cannot be a member
     */
    public JobResultArguments(
            JobResultOperation operation,
            Map<String, Object> members,
            @CheckForNull String cliInputJson,
            @CheckForNull String generateCliSkeleton,
            @CheckForNull String credentialsId,
            @CheckForNull String region,
            List<ValidationError> errors) {
        this.operation = operation;
        this.members = withoutEmpty(members);
        this.members.replaceAll((name, value) ->
                value instanceof Map<?, ?> parts && !name.equals(OUTPUT_VARIABLES) ? withoutEmpty(parts) : value);
        this.cliInputJson = emptyToNull(cliInputJson);
        this.generateCliSkeleton = emptyToNull(generateCliSkeleton);
        this.credentialsId = emptyToNull(credentialsId);
        this.region = emptyToNull(region);
        this.errors = new ArrayList<>(errors);
    }

    JobResultOperation operation() {
        return operation;
    }

    Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    @CheckForNull
    String cliInputJson() {
        return cliInputJson;
    }

    @CheckForNull
    String generateCliSkeleton() {
        return generateCliSkeleton;
    }

    @CheckForNull
    String credentialsId() {
        return credentialsId;
    }

    @CheckForNull
    String region() {
        return region;
    }

    List<ValidationError> errors() {
        return Collections.unmodifiableList(errors);
    }

    /**
     * The same with the variables of a build put into every text, names of output variables included. Within JSON a
     * variable can only be part of a text, whatever characters its value has; a field that is nothing but a variable is
     * taken as JSON itself.
     */
    public JobResultArguments expand(EnvVars variables) {
        return new JobResultArguments(
                operation,
                expand(members, variables),
                cliInputJson == null || !cliInputJson.strip().startsWith("{")
                        ? variables.expand(cliInputJson)
                        : quoted(variables).expand(cliInputJson),
                variables.expand(generateCliSkeleton),
                variables.expand(credentialsId),
                variables.expand(region),
                errors);
    }

    /** Adds a value. One that has the name already is kept beside it in a list, which no member takes, so that none is lost. */
    public static void add(Map<String, Object> map, String name, Object value) {
        map.merge(name, value, (first, second) -> {
            List<Object> both = new ArrayList<>(first instanceof List<?> several ? several : List.of(first));
            both.add(second);
            return both;
        });
    }

    private static Map<String, Object> expand(Map<?, ?> map, EnvVars variables) {
        Map<String, Object> expanded = new LinkedHashMap<>();
        map.forEach((name, value) -> add(expanded, variables.expand((String) name), expandValue(value, variables)));
        return expanded;
    }

    private static Object expandValue(Object value, EnvVars variables) {
        if (value instanceof Map<?, ?> map) {
            return expand(map, variables);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> expandValue(element, variables)).toList();
        }
        return value instanceof String text ? variables.expand(text) : value;
    }

    private static EnvVars quoted(EnvVars variables) {
        EnvVars quoted = new EnvVars();
        variables.forEach((name, value) ->
                quoted.put(name, String.valueOf(JsonStringEncoder.getInstance().quoteAsString(value))));
        return quoted;
    }

    private static LinkedHashMap<String, Object> withoutEmpty(Map<?, ?> map) {
        LinkedHashMap<String, Object> filled = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null && !"".equals(value)) {
                filled.put((String) name, value);
            }
        });
        return filled;
    }

    @CheckForNull
    private static String emptyToNull(@CheckForNull String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
