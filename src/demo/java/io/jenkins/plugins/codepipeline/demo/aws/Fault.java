package io.jenkins.plugins.codepipeline.demo.aws;

import io.jenkins.plugins.codepipeline.demo.aws.Exchange.Delivery;
import java.util.Optional;

/** What can go wrong with a call, whatever its job is. */
public enum Fault {
    THROTTLING("ThrottlingException", 400, "Rate exceeded"),
    ACCESS_DENIED("AccessDeniedException", 400, "User: " + AccessKeys.USER_ARN + " is not authorized to perform: %s"),
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

    /** The connection is closed before the request is acted on. */
    LOST_REQUEST("a lost request", Delivery.LOST, false),

    /** The request is acted on, and the connection is closed without an answer. */
    LOST_ANSWER("a lost answer", Delivery.LOST, true),

    /** The request is acted on, and the answer takes some seconds. */
    SLOW_ANSWER("a slow answer", Delivery.DELAYED, true),

    /** The request is not acted on, and the connection stays open without an answer as long as the endpoint runs. */
    HANGING_REQUEST("a hanging request", Delivery.NEVER, false),

    /** The request is acted on, and the connection stays open without an answer as long as the endpoint runs. */
    HANGING_ANSWER("a hanging answer", Delivery.NEVER, true);

    private final String label;
    private final Delivery delivery;
    private final boolean actedOn;
    private final int status;
    private final String message;

    Fault(String code, int status, String message) {
        this(code, Delivery.SENT, true, status, message);
    }

    Fault(String label, Delivery delivery, boolean actedOn) {
        this(label, delivery, actedOn, 0, null);
    }

    Fault(String label, Delivery delivery, boolean actedOn, int status, String message) {
        this.label = label;
        this.delivery = delivery;
        this.actedOn = actedOn;
        this.status = status;
        this.message = message;
    }

    public String label() {
        return label;
    }

    Delivery delivery() {
        return delivery;
    }

    /** Whether the request gets an answer at all, which may be the error. */
    boolean isActedOn() {
        return actedOn;
    }

    /** The error that is answered without any effect, if the fault is one. */
    Optional<ServiceException> error(Operation operation) {
        return message == null
                ? Optional.empty()
                : Optional.of(new ServiceException(
                        status, label, message.formatted(operation.service() + ':' + operation.label())));
    }
}
