package io.jenkins.plugins.codepipeline.job;

import io.jenkins.plugins.codepipeline.config.CallResources;
import io.jenkins.plugins.codepipeline.config.ResolvedCredentials;
import io.jenkins.plugins.codepipeline.core.client.ApiCall;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import software.amazon.awssdk.services.codepipeline.model.GetJobDetailsResponse;

/** Asks CodePipeline for the data of a job. */
public final class JobDetailsCall {

    private JobDetailsCall() {}

    /** The call, which is yet to be made. */
    public static ApiCall<GetJobDetailsResponse> of(String jobId, CallTarget target, ResolvedCredentials credentials) {
        return CallResources.get()
                .call(
                        target,
                        credentials,
                        "GetJobDetails",
                        client -> client.getJobDetails(request -> request.jobId(jobId)));
    }
}
