package io.jenkins.plugins.codepipeline.core.client;

import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * What went wrong in an attempt, and what to do about it.
 *
 * @param what in one line
 * @param advice may be empty
 * @param isLasting whether another attempt could only fail in the same way, although the SDK would try
 */
public record FailureDescription(String what, String advice, boolean isLasting) {

    private static final int MAX_ANSWER_LENGTH = 400;

    /** Of a failure that another attempt may not meet. */
    FailureDescription(String what, String advice) {
        this(what, advice, false);
    }

    /**
     * Describes a failed attempt.
     *
     * @param sent whether anything of the request was sent
     * @param mask hides secrets in texts that came from elsewhere
     */
    static FailureDescription of(
            RuntimeException e, String operationName, CallTarget target, boolean sent, UnaryOperator<String> mask) {
        if (e instanceof CredentialsUnavailableException) {
            return new FailureDescription(Messages.FailureDescription_credentials(printable(e.getMessage(), mask)), "");
        }
        if (e instanceof AwsServiceException answer) {
            return ofAnswer(answer, operationName, target, mask);
        }
        return NetworkFailure.of(e, target.endpoint(), sent, mask)
                .orElseGet(() -> new FailureDescription(Messages.FailureDescription_unexpected(printable(e.toString(), mask)), ""));
    }

    /** The error code that AWS answered, if it was AWS that answered. */
    static Optional<String> errorCode(RuntimeException e) {
        return e instanceof AwsServiceException answer
                ? Optional.ofNullable(answer.awsErrorDetails().errorCode())
                : Optional.empty();
    }

    private static FailureDescription ofAnswer(
            AwsServiceException e, String operationName, CallTarget target, UnaryOperator<String> mask) {
        AwsErrorDetails details = e.awsErrorDetails();
        if (details.errorCode() == null) {
            return new FailureDescription(
                    Messages.FailureDescription_foreignAnswer(target.endpoint(), e.statusCode()),
                    Messages.FailureDescription_checkEndpoint());
        }
        return new FailureDescription(
                Messages.FailureDescription_rejected(
                        target.region().id(),
                        operationName,
                        Printable.text(details.errorCode()),
                        printable(details.errorMessage(), mask),
                        e.statusCode(),
                        Printable.text(String.valueOf(e.requestId()))),
                advice(e, operationName));
    }

    private static String advice(AwsServiceException e, String operationName) {
        if (e.isThrottlingException()) {
            return Messages.FailureDescription_throttling();
        }
        if (e.statusCode() >= 500) {
            return Messages.FailureDescription_serverError();
        }
        return switch (e.awsErrorDetails().errorCode()) {
            case "AccessDeniedException" -> Messages.FailureDescription_accessDenied(operationName);
            case "ActionTypeNotFoundException" -> Messages.FailureDescription_actionTypeNotFound();
            case "ExpiredTokenException" -> Messages.FailureDescription_expiredToken();
            case "InvalidClientTokenId", "UnrecognizedClientException" -> Messages.FailureDescription_unrecognizedClient();
            case "InvalidJobStateException" -> invalidJobState(String.valueOf(e.awsErrorDetails().errorMessage()));
            case "InvalidSignatureException" -> Messages.FailureDescription_invalidSignature();
            case "JobNotFoundException" -> Messages.FailureDescription_jobNotFound();
            case "OutputVariablesSizeExceededException" -> Messages.FailureDescription_outputVariablesSizeExceeded();
            case "ValidationException" -> Messages.FailureDescription_validation();
            default -> Messages.FailureDescription_other();
        };
    }

    /** The service has one code for both cases, and tells them apart by its message alone. */
    private static String invalidJobState(String message) {
        if (message.contains("already set to the desired value")) {
            return Messages.FailureDescription_otherResult();
        }
        return message.contains("has already terminated")
                ? Messages.FailureDescription_jobEnded()
                : Messages.FailureDescription_invalidJobState();
    }

    private static String printable(String text, UnaryOperator<String> mask) {
        return Printable.text(mask.apply(String.valueOf(text)), MAX_ANSWER_LENGTH);
    }

    @Override
    public String toString() {
        return advice.isEmpty() ? what : what + '\n' + advice;
    }
}
