package io.jenkins.plugins.codepipeline.core.input;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads what somebody gives, in any of the AWS CLI's ways, as a request. The members and their types are those of the
 * SDK's own model; every limit of the service is checked, and all problems are found at once.
 */
public final class SuccessResultReader {

    private static final String CLI_INPUT_JSON = "cliInputJson";

    private final List<Problem> problems = new ArrayList<>();

    /** Whether members may be missing only because the text that has them could not be read. */
    private boolean isIncomplete;

    private SuccessResultReader() {}

    /** A value of JSON, null included. */
    private record Exact(Object value) {}

    /** Reads members that are given one by one. */
    public static PutJobSuccessResultRequest read(Map<String, ?> members) throws InvalidInputException {
        return read(members, null);
    }

    /**
     * Reads members that are given one by one, and from a JSON object those that are not.
     *
     * @param members by name: plain values, or for a structure or a map also a text in the AWS CLI's shorthand or in
     *     JSON; a null is the same as a member that is not given
     * @param cliInputJson a JSON object in the form of the {@link Skeleton}, or null
     * @throws InvalidInputException if anything is wrong, with everything that is
     */
    public static PutJobSuccessResultRequest read(Map<String, ?> members, String cliInputJson)
            throws InvalidInputException {
        SuccessResultReader reader = new SuccessResultReader();
        Map<String, Object> tree = reader.parseObject(cliInputJson);
        reader.isIncomplete = !reader.problems.isEmpty();
        members.forEach((name, value) -> {
            if (value != null) {
                tree.put(name, value);
            }
        });
        PutJobSuccessResultRequest.Builder builder = PutJobSuccessResultRequest.builder();
        reader.readMembers("", builder, tree, Typing.CONVERTED);
        reader.checkTogether(tree);
        PutJobSuccessResultRequest request = builder.build();
        reader.checkSize(request.outputVariables());
        if (!reader.problems.isEmpty()) {
            throw new InvalidInputException(reader.problems);
        }
        return request;
    }

    private Map<String, Object> parseObject(String cliInputJson) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (cliInputJson != null) {
            try {
                FileReference.refuse(cliInputJson);
                if (JsonText.parse(cliInputJson) instanceof Map<?, ?> object) {
                    object.forEach((name, value) -> members.put((String) name, new Exact(value)));
                } else {
                    report(CLI_INPUT_JSON, Shown.value(cliInputJson), Messages.JsonText_object());
                }
            } catch (SyntaxException e) {
                problems.add(e.at(CLI_INPUT_JSON));
            }
        }
        return members;
    }

    private void readMembers(String prefix, SdkPojo builder, Map<?, ?> given, Typing typing) {
        Map<Object, Object> unknown = new LinkedHashMap<>(given);
        for (SdkField<?> field : builder.sdkFields()) {
            String path = prefix + field.memberName();
            boolean isGiven = typing.isGiven(unknown, field.memberName());
            Object value = unknown.remove(field.memberName());
            if (isGiven) {
                field.set(builder, read(path, field, value, typing));
            } else if (Limit.of(path).required() && !(isIncomplete && isTopLevel(path))) {
                report(path, Messages.Shown_nothing(), Messages.Limit_required(Limit.of(path).allowed().get()));
            }
        }
        unknown.forEach((name, value) -> report(
                prefix + Shown.text(String.valueOf(name)),
                Shown.value(unwrapped(value)),
                Messages.Limit_members(members(builder))));
    }

    /** The value in the type of its field, or null where a problem was found. */
    private Object read(String path, SdkField<?> field, Object value, Typing typing) {
        MarshallingType<?> type = field.marshallingType();
        if (value instanceof Exact json) {
            return read(path, field, json.value(), Typing.EXACT);
        }
        if (value instanceof String text && typing == Typing.CONVERTED && isTopLevel(path)) {
            try {
                FileReference.refuse(text);
                if (type == MarshallingType.SDK_POJO || type == MarshallingType.MAP) {
                    return read(path, field, parse(text), Typing.CONVERTED);
                }
            } catch (SyntaxException e) {
                problems.add(e.at(path));
                return null;
            }
        }
        if (type == MarshallingType.SDK_POJO) {
            return readStructure(path, field.constructor().get(), value, typing);
        }
        if (type == MarshallingType.MAP) {
            MarshallingType<?> valueType = field.getTrait(MapTrait.class).valueFieldInfo().marshallingType();
            return readMap(path, valueType, value, typing);
        }
        return readScalar(() -> path, Limit.of(path), type, value, typing);
    }

    private static boolean isTopLevel(String path) {
        return path.indexOf('.') < 0 && path.indexOf('[') < 0;
    }

    /** Tells JSON from shorthand as the AWS CLI does. */
    private static Object parse(String text) throws SyntaxException {
        String start = text.strip();
        return start.startsWith("{") || start.startsWith("[") ? new Exact(JsonText.parse(text)) : Shorthand.parse(text);
    }

    private Object readStructure(String path, SdkPojo builder, Object value, Typing typing) {
        if (!(value instanceof Map<?, ?> members)) {
            return report(path, Shown.value(value), Messages.Limit_structure(members(builder)));
        }
        readMembers(path + '.', builder, members, typing);
        return ((Buildable) builder).build();
    }

    private Object readMap(String path, MarshallingType<?> valueType, Object value, Typing typing) {
        if (!(value instanceof Map<?, ?> entries)) {
            return report(path, Shown.value(value), Messages.Limit_map());
        }
        Map<String, Object> read = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            String name = String.valueOf(key);
            Supplier<String> entryPath = () -> path + "['" + Shown.text(name) + "']";
            if (!Limit.isOutputVariableName(name)) {
                report(entryPath.get(), Messages.Shown_name(Shown.value(name)), Messages.Limit_outputVariableName());
            }
            read.put(name, readScalar(entryPath, Limit.NONE, valueType, entry, typing));
        });
        return read;
    }

    /** Takes the path as what makes it, since most values are right and there can be thousands. */
    private Object readScalar(
            Supplier<String> path, Limit limit, MarshallingType<?> type, Object value, Typing typing) {
        Object converted = typing.convert(type, value).orElse(null);
        return converted != null && limit.accepts().test(converted)
                ? converted
                : report(path.get(), Shown.value(value), limit.allowed().get());
    }

    private void checkTogether(Map<String, ?> tree) {
        Object variables = tree.get("outputVariables");
        if (variables != null && tree.get("continuationToken") != null) {
            report(
                    "outputVariables",
                    Messages.Shown_withToken(Shown.value(unwrapped(variables))),
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

    private static Object unwrapped(Object value) {
        return value instanceof Exact json ? json.value() : value;
    }

    private static String members(SdkPojo structure) {
        return structure.sdkFields().stream().map(SdkField::memberName).collect(Collectors.joining(", "));
    }

    private Object report(String path, String given, String allowed) {
        problems.add(new Problem(path, given, allowed));
        return null;
    }
}
