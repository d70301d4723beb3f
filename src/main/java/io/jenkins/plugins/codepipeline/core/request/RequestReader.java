package io.jenkins.plugins.codepipeline.core.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads the arguments of an operation, in any notation of the AWS CLI, into a request. Checks everything that CodePipeline
 * would refuse, and finds all errors at once.
 */
public final class RequestReader {

    private static final String CLI_INPUT_JSON = "cliInputJson";

    private final List<ValidationError> errors = new ArrayList<>();

    /** Whether members may be missing only because the text that has them could not be read. */
    private boolean isIncomplete;

    private RequestReader() {}

    /** A value of JSON, which may be null. */
    private record JsonValue(Object value) {}

    /**
     * Reads members that are given one by one, and from a JSON object those that are not.
     *
     * @param members by name: plain values, or for a structure or a map also text in the AWS CLI's shorthand or in JSON; a
     *     null counts as not given
     * @param cliInputJson a JSON object in the format of the {@link InputSkeleton}, or null
     * @param defaults plain values of members that are given in neither way
     * @throws InvalidInputException with everything that is wrong
     */
    public static CodePipelineRequest read(
            JobResultOperation operation, Map<String, ?> members, String cliInputJson, Map<String, ?> defaults)
            throws InvalidInputException {
        return new RequestReader().read(operation.model(), members, cliInputJson, defaults);
    }

    /** Reads members without defaults. */
    public static CodePipelineRequest read(JobResultOperation operation, Map<String, ?> members, String cliInputJson)
            throws InvalidInputException {
        return read(operation, members, cliInputJson, Map.of());
    }

    private CodePipelineRequest read(
            JobResultSchema model, Map<String, ?> members, String cliInputJson, Map<String, ?> defaults)
            throws InvalidInputException {
        Map<String, Object> given = new LinkedHashMap<>(defaults);
        given.putAll(parseObject(cliInputJson));
        isIncomplete = !errors.isEmpty();
        members.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        SdkPojo builder = model.builder();
        readMembers("", model.fields(), builder, given, Coercion.LENIENT);
        CodePipelineRequest request = (CodePipelineRequest) build(builder);
        errors.addAll(model.checkTogether(name -> unwrapped(given.get(name)), request));
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return request;
    }

    private Map<String, Object> parseObject(String cliInputJson) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (cliInputJson != null) {
            try {
                FileReference.refuse(cliInputJson);
                if (JsonReader.parse(cliInputJson) instanceof Map<?, ?> object) {
                    object.forEach((name, value) -> members.put((String) name, new JsonValue(value)));
                } else {
                    report(CLI_INPUT_JSON, Printable.value(cliInputJson), Messages.JsonReader_object());
                }
            } catch (SyntaxException e) {
                errors.add(e.at(CLI_INPUT_JSON));
            }
        }
        return members;
    }

    /** Sets the fields of a structure, and reports members that are not among them. */
    private void readMembers(
            String prefix, List<RequestField> fields, SdkPojo builder, Map<?, ?> given, Coercion coercion) {
        for (RequestField field : fields) {
            if (coercion.isGiven(given, field.name())) {
                field.field().set(builder, read(field, given.get(field.name()), coercion));
            } else if (field.constraint().isRequired() && !(isIncomplete && field.isTopLevel())) {
                report(field.path(), Messages.Printable_nothing(), Messages.Constraint_required(field.allowed()));
            }
        }
        given.forEach((name, value) -> {
            if (!RequestField.contains(fields, name)) {
                report(
                        prefix + Printable.text(String.valueOf(name)),
                        Printable.value(unwrapped(value)),
                        Messages.Constraint_members(RequestField.names(fields)));
            }
        });
    }

    /** The value in the type of its field, or null if it is invalid. */
    private Object read(RequestField field, Object value, Coercion coercion) {
        MarshallingType<?> type = field.type();
        if (value instanceof JsonValue json) {
            return read(field, json.value(), Coercion.STRICT);
        }
        if (value instanceof String text && coercion == Coercion.LENIENT && field.isTopLevel()) {
            try {
                FileReference.refuse(text);
                if (type == MarshallingType.SDK_POJO || type == MarshallingType.MAP) {
                    return read(field, parse(text), Coercion.LENIENT);
                }
            } catch (SyntaxException e) {
                errors.add(e.at(field.path()));
                return null;
            }
        }
        if (type == MarshallingType.SDK_POJO) {
            return readStructure(field, value, coercion);
        }
        if (type == MarshallingType.MAP) {
            return readMap(field, value, coercion);
        }
        return readScalar(field::path, field.constraint(), type, value, coercion);
    }

    private static Object parse(String text) throws SyntaxException {
        return JsonReader.isJson(text) ? new JsonValue(JsonReader.parse(text)) : ShorthandParser.parse(text);
    }

    private Object readStructure(RequestField structure, Object value, Coercion coercion) {
        if (!(value instanceof Map<?, ?> members)) {
            return report(structure.path(), Printable.value(value), structure.allowed());
        }
        SdkPojo builder = structure.field().constructor().get();
        readMembers(structure.path() + '.', structure.members(), builder, members, coercion);
        return build(builder);
    }

    private static Object build(SdkPojo builder) {
        return ((Buildable) builder).build();
    }

    private Object readMap(RequestField map, Object value, Coercion coercion) {
        if (!(value instanceof Map<?, ?> entries)) {
            return report(map.path(), Printable.value(value), map.allowed());
        }
        MarshallingType<?> type = map.field().getTrait(MapTrait.class).valueFieldInfo().marshallingType();
        Map<String, Object> read = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            String name = String.valueOf(key);
            Supplier<String> path = () -> map.path() + "['" + Printable.text(name) + "']";
            if (!map.constraint().accepts().test(name)) {
                report(path.get(), Messages.Printable_name(Printable.value(name)), map.constraint().allowed().get());
            }
            read.put(name, readScalar(path, Constraint.NONE, type, entry, coercion));
        });
        return read;
    }

    /** Takes a supplier of the path, since thousands of valid values need none. */
    private Object readScalar(
            Supplier<String> path, Constraint constraint, MarshallingType<?> type, Object value, Coercion coercion) {
        Object converted = coercion.convert(type, value).orElse(null);
        return converted != null && constraint.accepts().test(converted)
                ? converted
                : report(path.get(), Printable.value(value), constraint.allowed().get());
    }

    private static Object unwrapped(Object value) {
        return value instanceof JsonValue json ? json.value() : value;
    }

    /** Returns null, which leaves the field unset. */
    private Object report(String path, String given, String allowed) {
        errors.add(new ValidationError(path, given, allowed));
        return null;
    }
}
