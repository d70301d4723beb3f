package io.jenkins.plugins.codepipeline.core.request;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/** Finds values that are sent with {@code $NAME} in them, where its author mostly meant the value of a variable. */
final class UnexpandedVariables {

    private static final Pattern VARIABLE = Pattern.compile("\\$(\\{[A-Za-z_][A-Za-z0-9_.]*\\}|[A-Za-z_][A-Za-z0-9_]*)");

    private UnexpandedVariables() {}

    /** A warning for each variable. */
    static List<String> warnings(SdkPojo request) {
        return texts("", request)
                .flatMap(member -> VARIABLE.matcher(member.getValue()).results().map(found ->
                        Messages.UnexpandedVariables_warning(member.getKey(), Printable.text(found.group()))))
                .distinct()
                .toList();
    }

    private static Stream<Map.Entry<String, String>> texts(String prefix, SdkPojo structure) {
        return structure.sdkFields().stream()
                .flatMap(field -> texts(prefix + field.memberName(), field.getValueOrDefault(structure)));
    }

    private static Stream<Map.Entry<String, String>> texts(String path, Object value) {
        if (value instanceof SdkPojo structure) {
            return texts(path + '.', structure);
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().map(text -> Map.entry(path, (String) text));
        }
        return value instanceof String text ? Stream.of(Map.entry(path, text)) : Stream.empty();
    }
}
