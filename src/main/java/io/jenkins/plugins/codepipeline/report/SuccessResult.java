package io.jenkins.plugins.codepipeline.report;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import io.jenkins.plugins.codepipeline.core.input.Problem;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants to be reported, as it was given, whatever the way. An empty text counts as not given, except as the
 * value of an output variable.
 *
 * @param tree the members of the result, in the shape of the JSON that the AWS CLI takes, or as texts in its notations
 * @param cliInputJson a JSON object with the members that the tree does not have, or null
 * @param generateCliSkeleton what to do instead of reporting, or null
 * @param credentialsId names the credentials to report with, or null
 * @param region names the region to report to, or null
 * @param problems what is wrong with arguments that have no place in the tree
 */
public record SuccessResult(
        Map<String, Object> tree,
        @CheckForNull String cliInputJson,
        @CheckForNull String generateCliSkeleton,
        @CheckForNull String credentialsId,
        @CheckForNull String region,
        List<Problem> problems)
        implements Serializable {

    /** The one member that is a map of texts rather than a structure. */
    private static final String OUTPUT_VARIABLES = "outputVariables";

    public SuccessResult {
        tree = withoutEmpty(tree);
        tree.replaceAll((name, value) ->
                value instanceof Map<?, ?> parts && !name.equals(OUTPUT_VARIABLES) ? withoutEmpty(parts) : value);
        cliInputJson = filled(cliInputJson);
        generateCliSkeleton = filled(generateCliSkeleton);
        credentialsId = filled(credentialsId);
        region = filled(region);
    }

    /**
     * The same with the variables of a build put into every text, names of output variables included. Within JSON a
     * variable can only be part of a text, whatever characters its value has; a field that is nothing but a variable is
     * taken as JSON itself.
     */
    public SuccessResult expand(EnvVars variables) {
        return new SuccessResult(
                expand(tree, variables),
                cliInputJson == null || !cliInputJson.strip().startsWith("{")
                        ? variables.expand(cliInputJson)
                        : quoted(variables).expand(cliInputJson),
                variables.expand(generateCliSkeleton),
                variables.expand(credentialsId),
                variables.expand(region),
                problems);
    }

    /** Adds a value; one that has the name already is kept beside it in a list, which no member takes, so that none is lost. */
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

    private static Map<String, Object> withoutEmpty(Map<?, ?> map) {
        Map<String, Object> filled = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value != null && !"".equals(value)) {
                filled.put((String) name, value);
            }
        });
        return filled;
    }

    @CheckForNull
    private static String filled(@CheckForNull String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
