package io.jenkins.plugins.codepipeline.core.request;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;

/** The two operations of AWS CodePipeline that put the result of a job; a job accepts one result. */
public enum JobResultOperation {
    SUCCESS("PutJobSuccessResult", "put-job-success-result") {
        @Override
        JobResultSchema model() {
            return JobSuccessSchema.INSTANCE;
        }
    },

    FAILURE("PutJobFailureResult", "put-job-failure-result") {
        @Override
        JobResultSchema model() {
            return JobFailureSchema.INSTANCE;
        }
    };

    private final String apiName;
    private final String cliName;

    JobResultOperation(String apiName, String cliName) {
        this.apiName = apiName;
        this.cliName = cliName;
    }

    /** The name in the API, such as {@code PutJobSuccessResult}. */
    public String apiName() {
        return apiName;
    }

    /** The name of the AWS CLI's command, such as {@code put-job-success-result}. */
    public String cliName() {
        return cliName;
    }

    /** How a client sends a request of this operation. */
    public Function<CodePipelineClient, CodePipelineResponse> sending(CodePipelineRequest request) {
        return client -> model().send(client, request);
    }

    /** What is allowed in a request of this operation, yet is probably not what its author wants. */
    public List<String> warnings(CodePipelineRequest request) {
        return Stream.concat(model().warnings(request).stream(), UnexpandedVariables.warnings(request).stream())
                .toList();
    }

    /** Made when it is first asked for, so that a controller that sends nothing loads no class of the SDK. */
    abstract JobResultSchema model();
}
