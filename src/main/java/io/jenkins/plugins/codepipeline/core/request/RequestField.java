package io.jenkins.plugins.codepipeline.core.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;

/**
 * A field of a request: what the SDK knows of it, with what CodePipeline allows.
 *
 * @param path how it is reached from the request, such as {@code currentRevision.revision}
 * @param isTopLevel whether it is the request's own rather than that of a structure in it
 * @param members the fields of the structure that it is, if it is one
 */
record RequestField(
        String path, boolean isTopLevel, SdkField<?> field, Constraint constraint, List<RequestField> members) {

    /** The fields of a request, in the order of the SDK, which is that of the AWS CLI. */
    static List<RequestField> of(SdkPojo request, Map<String, Constraint> constraints) {
        return of("", request, constraints);
    }

    private static List<RequestField> of(String prefix, SdkPojo structure, Map<String, Constraint> constraints) {
        List<RequestField> fields = new ArrayList<>();
        for (SdkField<?> field : structure.sdkFields()) {
            String path = prefix + field.memberName();
            List<RequestField> members = field.marshallingType() == MarshallingType.SDK_POJO
                    ? of(path + '.', field.constructor().get(), constraints)
                    : List.of();
            Constraint constraint = constraints.getOrDefault(path, Constraint.NONE);
            fields.add(new RequestField(path, prefix.isEmpty(), field, constraint, members));
        }
        return List.copyOf(fields);
    }

    String name() {
        return field.memberName();
    }

    MarshallingType<?> type() {
        return field.marshallingType();
    }

    /** What is allowed, in words. */
    String allowed() {
        return type() == MarshallingType.SDK_POJO
                ? Messages.Constraint_structure(names(members))
                : type() == MarshallingType.MAP ? Messages.Constraint_map() : constraint.allowed().get();
    }

    /** A loop, since there are few fields, and a map of what is left would have to be made for each request. */
    static boolean contains(List<RequestField> fields, Object name) {
        for (RequestField field : fields) {
            if (field.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    static String names(List<RequestField> fields) {
        return fields.stream().map(RequestField::name).collect(Collectors.joining(", "));
    }
}
