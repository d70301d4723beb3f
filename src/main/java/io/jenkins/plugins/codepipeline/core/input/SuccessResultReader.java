package io.jenkins.plugins.codepipeline.core.input;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads a plain tree of maps and values, in the shape of the JSON that the AWS CLI takes, as a request. The members and
 * their types are those of the SDK's own model; every limit of the service is checked, and all problems are found at once.
 */
public final class SuccessResultReader {

    private final List<Problem> problems = new ArrayList<>();

    private SuccessResultReader() {}

    /**
     * Reads the tree.
     *
     * @param tree members by name; a null is the same as a member that is not given
     * @throws InvalidInputException if anything is wrong, with everything that is
     */
    public static PutJobSuccessResultRequest read(Map<String, ?> tree) throws InvalidInputException {
        SuccessResultReader reader = new SuccessResultReader();
        PutJobSuccessResultRequest.Builder builder = PutJobSuccessResultRequest.builder();
        reader.readMembers("", builder, tree);
        PutJobSuccessResultRequest request = builder.build();
        reader.checkTogether(tree);
        reader.checkSize(request.outputVariables());
        if (!reader.problems.isEmpty()) {
            throw new InvalidInputException(reader.problems);
        }
        return request;
    }

    private void readMembers(String prefix, SdkPojo builder, Map<?, ?> given) {
        Map<Object, Object> unknown = new LinkedHashMap<>(given);
        for (SdkField<?> field : builder.sdkFields()) {
            String path = prefix + field.memberName();
            Object value = unknown.remove(field.memberName());
            if (value != null) {
                field.set(builder, read(path, field, value));
            } else if (Limit.of(path).required()) {
                report(path, Messages.Shown_nothing(), Messages.Limit_required(Limit.of(path).allowed().get()));
            }
        }
        unknown.forEach((name, value) ->
                report(prefix + Shown.text(String.valueOf(name)), Shown.value(value), Messages.Limit_members(members(builder))));
    }

    /** The value in the type of its field, or null where a problem was found. */
    private Object read(String path, SdkField<?> field, Object value) {
        MarshallingType<?> type = field.marshallingType();
        if (type == MarshallingType.SDK_POJO) {
            return readStructure(path, field.constructor().get(), value);
        }
        if (type == MarshallingType.MAP) {
            return readMap(path, field.getTrait(MapTrait.class).valueFieldInfo(), value);
        }
        return readScalar(path, type, value);
    }

    private Object readStructure(String path, SdkPojo builder, Object value) {
        if (!(value instanceof Map<?, ?> members)) {
            return report(path, Shown.value(value), Messages.Limit_structure(members(builder)));
        }
        readMembers(path + '.', builder, members);
        return ((Buildable) builder).build();
    }

    private Object readMap(String path, SdkField<?> valueField, Object value) {
        if (!(value instanceof Map<?, ?> entries)) {
            return report(path, Shown.value(value), Messages.Limit_map());
        }
        Map<String, Object> read = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            String name = String.valueOf(key);
            String entryPath = path + "['" + Shown.text(name) + "']";
            if (!Limit.isOutputVariableName(name)) {
                report(entryPath, Messages.Shown_name(Shown.value(name)), Messages.Limit_outputVariableName());
            }
            read.put(name, read(entryPath, valueField, entry));
        });
        return read;
    }

    private Object readScalar(String path, MarshallingType<?> type, Object value) {
        Limit limit = Limit.of(path);
        Object converted = Scalars.convert(type, value).orElse(null);
        return converted != null && limit.accepts().test(converted)
                ? converted
                : report(path, Shown.value(value), limit.allowed().get());
    }

    private void checkTogether(Map<String, ?> tree) {
        Object variables = tree.get("outputVariables");
        if (variables != null && tree.get("continuationToken") != null) {
            report(
                    "outputVariables",
                    Messages.Shown_withToken(Shown.value(variables)),
                    Messages.Limit_outputVariablesOrToken());
        }
    }

    private void checkSize(Map<String, String> variables) {
        long bytes = variables.entrySet().stream()
                .mapToLong(variable -> bytes(variable.getKey()) + bytes(variable.getValue()))
                .sum();
        if (bytes > Limit.OUTPUT_VARIABLES_BYTES) {
            report(
                    "outputVariables",
                    Messages.Shown_bytes(bytes),
                    Messages.Limit_outputVariablesBytes(Limit.OUTPUT_VARIABLES_BYTES));
        }
    }

    private static long bytes(String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String members(SdkPojo structure) {
        return structure.sdkFields().stream().map(SdkField::memberName).collect(Collectors.joining(", "));
    }

    private Object report(String path, String given, String allowed) {
        problems.add(new Problem(path, given, allowed));
        return null;
    }
}
