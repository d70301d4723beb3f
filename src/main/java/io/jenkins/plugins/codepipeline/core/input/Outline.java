package io.jenkins.plugins.codepipeline.core.input;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * What a request says, in lines for a build log, one for each member that is given. Of output variables only the names are
 * told, since other actions may take secrets from their values.
 */
public final class Outline {

    private Outline() {}

    /**
     * Tells the members.
     *
     * @param mask hides what must not be shown of a text
     */
    public static List<String> of(PutJobSuccessResultRequest request, UnaryOperator<String> mask) {
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
        return value == null ? Stream.of() : Stream.of(path + ": " + Shown.text(mask.apply(value.toString()), 200));
    }

    private static List<String> names(Map<?, ?> variables) {
        return variables.keySet().stream().map(Object::toString).toList();
    }
}
