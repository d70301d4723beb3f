package io.jenkins.plugins.codepipeline.core.request;

import java.util.Map;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.FailureType;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;

/** PutJobFailureResult, with the constraints of its API reference. */
final class JobFailureSchema extends JobResultSchema {

    static final JobResultSchema INSTANCE = new JobFailureSchema();

    private JobFailureSchema() {
        super(
                PutJobFailureResultRequest::builder,
                Map.of(
                        "jobId", Constraint.JOB_ID.required(),
                        "failureDetails", Constraint.NONE.required(),
                        "failureDetails.type",
                                Constraint.oneOf(FailureType.knownValues().stream().map(FailureType::toString).toList()).required(),
                        "failureDetails.message", Constraint.textOfBuild(5000).required(),
                        "failureDetails.externalExecutionId", Constraint.text(1500)));
    }

    @Override
    CodePipelineResponse send(CodePipelineClient client, CodePipelineRequest request) {
        return client.putJobFailureResult((PutJobFailureResultRequest) request);
    }
}
