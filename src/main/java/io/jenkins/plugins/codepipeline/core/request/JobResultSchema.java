package io.jenkins.plugins.codepipeline.core.request;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;

/** What is particular to one operation: its request in the SDK, what CodePipeline allows in it, and how it is sent. */
abstract class JobResultSchema {

    private final Supplier<? extends SdkPojo> builders;
    private final List<RequestField> fields;

    /**
     * Combines the SDK's fields with the constraints, which the SDK does not know.
     *
     * @param builders make empty builders of the request
     * @param constraints by the path of a field, such as {@code currentRevision.revision}
     */
    JobResultSchema(Supplier<? extends SdkPojo> builders, Map<String, Constraint> constraints) {
        this.builders = builders;
        this.fields = RequestField.of(builders.get(), constraints);
    }

    final List<RequestField> fields() {
        return fields;
    }

    /** A new builder of the request. */
    final SdkPojo builder() {
        return builders.get();
    }

    /**
     * Checks the rules that concern more than one field.
     *
     * @param given tells the value that was given for a top-level member, whether it is valid or not, or null
     * @param request has the members that are valid
     */
    List<ValidationError> checkTogether(Function<String, Object> given, CodePipelineRequest request) {
        return List.of();
    }

    List<String> warnings(CodePipelineRequest request) {
        return List.of();
    }

    abstract CodePipelineResponse send(CodePipelineClient client, CodePipelineRequest request);
}
