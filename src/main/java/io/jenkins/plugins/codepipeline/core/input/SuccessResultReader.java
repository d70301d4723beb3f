package io.jenkins.plugins.codepipeline.core.input;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
        Map<Object, Object> tree = reader.parseObject(cliInputJson);
        reader.isIncomplete = !reader.problems.isEmpty();
        members.forEach((name, value) -> {
            if (value != null) {
                tree.put(name, value);
            }
        });
        Object variables = tree.get("outputVariables");
        Object token = tree.get("continuationToken");
        PutJobSuccessResultRequest.Builder builder = PutJobSuccessResultRequest.builder();
        reader.readMembers("", Member.OF_REQUEST, builder, tree, Typing.CONVERTED);
        reader.checkTogether(variables, token);
        PutJobSuccessResultRequest request = builder.build();
        reader.checkSize(request.outputVariables());
        if (!reader.problems.isEmpty()) {
            throw new InvalidInputException(reader.problems);
        }
        return request;
    }

    private Map<Object, Object> parseObject(String cliInputJson) {
        Map<Object, Object> members = new LinkedHashMap<>();
        if (cliInputJson != null) {
            try {
                FileReference.refuse(cliInputJson);
                if (JsonText.parse(cliInputJson) instanceof Map<?, ?> object) {
                    object.forEach((name, value) -> members.put(name, new Exact(value)));
                } else {
                    report(CLI_INPUT_JSON, Shown.value(cliInputJson), Messages.JsonText_object());
                }
            } catch (SyntaxException e) {
                problems.add(e.at(CLI_INPUT_JSON));
            }
        }
        return members;
    }

    /** Takes the members that it knows out of those that are given. */
    private void readMembers(
            String prefix, List<Member> members, SdkPojo builder, Map<Object, Object> given, Typing typing) {
        for (Member member : members) {
            boolean isGiven = typing.isGiven(given, member.name());
            Object value = given.remove(member.name());
            if (isGiven) {
                member.field().set(builder, read(member, value, typing));
            } else if (member.limit().required() && !(isIncomplete && member.isTopLevel())) {
                report(
                        member.path(),
                        Messages.Shown_nothing(),
                        Messages.Limit_required(member.limit().allowed().get()));
            }
        }
        given.forEach((name, value) -> report(
                prefix + Shown.text(String.valueOf(name)),
                Shown.value(unwrapped(value)),
                Messages.Limit_members(Member.names(members))));
    }

    /** The value in the type of its member, or null where a problem was found. */
    private Object read(Member member, Object value, Typing typing) {
        MarshallingType<?> type = member.type();
        if (value instanceof Exact json) {
            return read(member, json.value(), Typing.EXACT);
        }
        if (value instanceof String text && typing == Typing.CONVERTED && member.isTopLevel()) {
            try {
                FileReference.refuse(text);
                if (type == MarshallingType.SDK_POJO || type == MarshallingType.MAP) {
                    return read(member, parse(text), Typing.CONVERTED);
                }
            } catch (SyntaxException e) {
                problems.add(e.at(member.path()));
                return null;
            }
        }
        if (type == MarshallingType.SDK_POJO) {
            return readStructure(member, value, typing);
        }
        if (type == MarshallingType.MAP) {
            return readMap(member, value, typing);
        }
        return readScalar(member::path, member.limit(), type, value, typing);
    }

    /** Tells JSON from shorthand as the AWS CLI does. */
    private static Object parse(String text) throws SyntaxException {
        String start = text.strip();
        return start.startsWith("{") || start.startsWith("[") ? new Exact(JsonText.parse(text)) : Shorthand.parse(text);
    }

    private Object readStructure(Member structure, Object value, Typing typing) {
        if (!(value instanceof Map<?, ?> members)) {
            return report(
                    structure.path(),
                    Shown.value(value),
                    Messages.Limit_structure(Member.names(structure.members())));
        }
        SdkPojo builder = structure.field().constructor().get();
        readMembers(structure.path() + '.', structure.members(), builder, new LinkedHashMap<>(members), typing);
        return ((Buildable) builder).build();
    }

    private Object readMap(Member map, Object value, Typing typing) {
        if (!(value instanceof Map<?, ?> entries)) {
            return report(map.path(), Shown.value(value), Messages.Limit_map());
        }
        MarshallingType<?> type = map.field().getTrait(MapTrait.class).valueFieldInfo().marshallingType();
        Map<String, Object> read = new LinkedHashMap<>();
        entries.forEach((key, entry) -> {
            String name = String.valueOf(key);
            Supplier<String> path = () -> map.path() + "['" + Shown.text(name) + "']";
            if (!Limit.isOutputVariableName(name)) {
                report(path.get(), Messages.Shown_name(Shown.value(name)), Messages.Limit_outputVariableName());
            }
            read.put(name, readScalar(path, Limit.NONE, type, entry, typing));
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

    private void checkTogether(Object variables, Object token) {
        if (variables != null && token != null) {
            report(
                    "outputVariables",
                    Messages.Shown_withToken(Shown.value(unwrapped(variables))),
                    Messages.Limit_outputVariablesOrToken());
        }
    }

    private void checkSize(Map<String, String> variables) {
        long bytes = 0;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            bytes += bytes(variable.getKey()) + bytes(variable.getValue());
        }
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

    private Object report(String path, String given, String allowed) {
        problems.add(new Problem(path, given, allowed));
        return null;
    }
}
