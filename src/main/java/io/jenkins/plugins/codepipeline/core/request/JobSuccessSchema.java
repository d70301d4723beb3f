package io.jenkins.plugins.codepipeline.core.request;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** PutJobSuccessResult, with the constraints of its API reference and of the user guide of CodePipeline. */
final class JobSuccessSchema extends JobResultSchema {

    static final JobResultSchema INSTANCE = new JobSuccessSchema();

    private static final String CONTINUATION_TOKEN = "continuationToken";
    private static final String OUTPUT_VARIABLES = "outputVariables";

    /** What all output variables of one action may take together, in bytes of UTF-8. */
    private static final int OUTPUT_VARIABLES_BYTES = 122_880;

    private JobSuccessSchema() {
        super(
                PutJobSuccessResultRequest::builder,
                Map.of(
                        "jobId", Constraint.JOB_ID.required(),
                        "currentRevision.revision", Constraint.text(1500).required(),
                        "currentRevision.changeIdentifier", Constraint.text(100).required(),
                        "currentRevision.created", Constraint.TIMESTAMP,
                        "currentRevision.revisionSummary", Constraint.text(2048),
                        CONTINUATION_TOKEN, Constraint.text(2048),
                        "executionDetails.summary", Constraint.text(2048),
                        "executionDetails.externalExecutionId", Constraint.text(1500),
                        "executionDetails.percentComplete", Constraint.PERCENTAGE,
                        OUTPUT_VARIABLES, Constraint.OUTPUT_VARIABLE_NAME));
    }

    @Override
    List<ValidationError> checkTogether(Function<String, Object> given, CodePipelineRequest request) {
        List<ValidationError> errors = new ArrayList<>();
        Object variables = given.apply(OUTPUT_VARIABLES);
        if (variables != null && given.apply(CONTINUATION_TOKEN) != null) {
            errors.add(new ValidationError(
                    OUTPUT_VARIABLES,
                    Messages.Printable_withToken(Printable.value(variables)),
                    Messages.Constraint_outputVariablesOrToken()));
        }
        long bytes = bytes(((PutJobSuccessResultRequest) request).outputVariables());
        if (bytes > OUTPUT_VARIABLES_BYTES) {
            errors.add(new ValidationError(
                    OUTPUT_VARIABLES,
                    Messages.Printable_bytes(bytes),
                    Messages.Constraint_outputVariablesBytes(OUTPUT_VARIABLES_BYTES)));
        }
        return errors;
    }

    private static long bytes(Map<String, String> variables) {
        long bytes = 0;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            bytes += bytes(variable.getKey()) + bytes(variable.getValue());
        }
        return bytes;
    }

    private static long bytes(String text) {
        return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    List<String> warnings(CodePipelineRequest request) {
        PutJobSuccessResultRequest success = (PutJobSuccessResultRequest) request;
        if (success.continuationToken() == null) {
            return List.of();
        }
        boolean finished = success.executionDetails() != null
                && Integer.valueOf(100).equals(success.executionDetails().percentComplete());
        return finished
                ? List.of(Messages.JobSuccessSchema_continuationToken(), Messages.JobSuccessSchema_finished())
                : List.of(Messages.JobSuccessSchema_continuationToken());
    }

    @Override
    CodePipelineResponse send(CodePipelineClient client, CodePipelineRequest request) {
        return client.putJobSuccessResult((PutJobSuccessResultRequest) request);
    }
}
