package io.jenkins.plugins.codepipeline.core.input;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * What is known of a member of the request before any is given, put together once.
 *
 * @param path where it is in the request
 * @param isTopLevel whether it is the request's own rather than that of a structure in it
 * @param members those of the structure that it is, if it is one
 */
record Member(String path, boolean isTopLevel, SdkField<?> field, Limit limit, List<Member> members) {

    static final List<Member> OF_REQUEST = of("", PutJobSuccessResultRequest.builder());

    String name() {
        return field.memberName();
    }

    MarshallingType<?> type() {
        return field.marshallingType();
    }

    static String names(List<Member> members) {
        return members.stream().map(Member::name).collect(Collectors.joining(", "));
    }

    private static List<Member> of(String prefix, SdkPojo structure) {
        List<Member> members = new ArrayList<>();
        for (SdkField<?> field : structure.sdkFields()) {
            String path = prefix + field.memberName();
            List<Member> own = field.marshallingType() == MarshallingType.SDK_POJO
                    ? of(path + '.', field.constructor().get())
                    : List.of();
            members.add(new Member(path, prefix.isEmpty(), field, Limit.of(path), own));
        }
        return List.copyOf(members);
    }
}
