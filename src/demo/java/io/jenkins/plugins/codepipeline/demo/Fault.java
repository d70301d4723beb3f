package io.jenkins.plugins.codepipeline.demo;

import java.util.Optional;

/** What can go wrong with a call whatever its job is. */
public enum Fault {
    THROTTLING("ThrottlingException", 400, "Rate exceeded"),
    ACCESS_DENIED(
            "AccessDeniedException",
            400,
            "User: " + AwsServices.ARN + " is not authorized to perform: codepipeline:PutJobSuccessResult"),
    EXPIRED_TOKEN("ExpiredTokenException", 400, "The security token included in the request is expired"),
    UNRECOGNIZED_CLIENT("UnrecognizedClientException", 400, "The security token included in the request is invalid."),
    INVALID_SIGNATURE(
            "InvalidSignatureException",
            400,
            "The request signature we calculated does not match the signature you provided."),
    OUTPUT_VARIABLES_SIZE_EXCEEDED(
            "OutputVariablesSizeExceededException", 400, "Exceeded the total size limit for all variables in the pipeline."),
    INTERNAL_FAILURE("InternalFailure", 500, "An internal error occurred."),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503, "Service is unavailable."),

    /** The result is recorded, and the connection closed without an answer. */
    LOST_ANSWER("a lost answer"),

    /** The result is recorded, and the answer takes some seconds. */
    SLOW_ANSWER("a slow answer");

    private final String label;
    private final Optional<ServiceError> error;

    Fault(String code, int status, String message) {
        this.label = code;
        this.error = Optional.of(new ServiceError(status, code, message));
    }

    Fault(String label) {
        this.label = label;
        this.error = Optional.empty();
    }

    /** What the answer is, in the place of whatever the call would have got. */
    Optional<ServiceError> error() {
        return error;
    }

    String label() {
        return label;
    }
}
