package io.jenkins.plugins.codepipeline.core.request;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;

/**
 * A request as lines for a build log, one for each field that is set. Of output variables it has the names only, since the
 * values may be secrets that are meant for other actions.
 */
public final class RequestSummary {

    private RequestSummary() {}

    /**
     * Describes the request.
     *
     * @param mask replaces secrets in a text
     */
    public static List<String> of(CodePipelineRequest request, UnaryOperator<String> mask) {
        return members("", request, mask).toList();
    }

    private static Stream<String> members(String prefix, SdkPojo structure, UnaryOperator<String> mask) {
        return structure.sdkFields().stream()
                .flatMap(field -> member(prefix + field.memberName(), field.getValueOrDefault(structure), mask));
    }

    private static Stream<String> member(String path, Object value, UnaryOperator<String> mask) {
        if (value instanceof SdkPojo structure) {
            return members(path + '.', structure, mask);
        }
        if (value instanceof Map<?, ?> variables) {
            return variables.isEmpty() ? Stream.of() : Stream.of(path + ": " + String.join(", ", names(variables)));
        }
        return value == null ? Stream.of() : Stream.of(path + ": " + Printable.text(mask.apply(value.toString()), 200));
    }

    private static List<String> names(Map<?, ?> variables) {
        return variables.keySet().stream().map(Object::toString).toList();
    }
}
