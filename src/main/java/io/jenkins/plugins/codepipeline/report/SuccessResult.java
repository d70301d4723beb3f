package io.jenkins.plugins.codepipeline.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.codepipeline.core.input.Problem;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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

    /** The same with every text replaced, names of members included. */
    public SuccessResult mapTexts(UnaryOperator<String> change) {
        return new SuccessResult(
                mapTexts(tree, change),
                cliInputJson == null ? null : change.apply(cliInputJson),
                generateCliSkeleton == null ? null : change.apply(generateCliSkeleton),
                credentialsId == null ? null : change.apply(credentialsId),
                region == null ? null : change.apply(region),
                problems);
    }

    private static Map<String, Object> mapTexts(Map<?, ?> map, UnaryOperator<String> change) {
        Map<String, Object> changed = new LinkedHashMap<>();
        map.forEach((name, value) -> changed.put(change.apply((String) name), mapText(value, change)));
        return changed;
    }

    private static Object mapText(Object value, UnaryOperator<String> change) {
        if (value instanceof Map<?, ?> map) {
            return mapTexts(map, change);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> mapText(element, change)).toList();
        }
        return value instanceof String text ? change.apply(text) : value;
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
