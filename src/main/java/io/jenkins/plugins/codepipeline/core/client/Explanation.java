package io.jenkins.plugins.codepipeline.core.client;

import io.jenkins.plugins.codepipeline.core.input.Shown;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what went wrong in a call, and what to do about it. */
final class Explanation {

    private static final int LONGEST_ANSWER = 400;

    /** By the error code of the answer; the same error has more than one code where AWS services differ. */
    private static final Map<String, Supplier<String>> ADVICE = Map.ofEntries(
            Map.entry("AccessDeniedException", Messages::Advice_accessDenied),
            Map.entry("ExpiredTokenException", Messages::Advice_expiredToken),
            Map.entry("InvalidClientTokenId", Messages::Advice_unrecognizedClient),
            Map.entry("InvalidJobStateException", Messages::Advice_invalidJobState),
            Map.entry("InvalidSignatureException", Messages::Advice_invalidSignature),
            Map.entry("JobNotFoundException", Messages::Advice_jobNotFound),
            Map.entry("OutputVariablesSizeExceededException", Messages::Advice_outputVariablesSizeExceeded),
            Map.entry("UnrecognizedClientException", Messages::Advice_unrecognizedClient),
            Map.entry("ValidationException", Messages::Advice_validation));

    private Explanation() {}

    static String of(SdkException e, Target target, int attempts) {
        if (!(e instanceof AwsServiceException answer)) {
            return ofFault(e, target, attempts);
        }
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null
                ? Messages.Explanation_foreignAnswer(target.endpoint(), answer.statusCode())
                : ofAnswer(answer, details, target, attempts);
    }

    private static String ofAnswer(AwsServiceException e, AwsErrorDetails details, Target target, int attempts) {
        return Messages.Explanation_answer(
                target.region().id(),
                Shown.text(details.errorCode()),
                Shown.text(String.valueOf(details.errorMessage()), LONGEST_ANSWER),
                e.statusCode(),
                Shown.text(String.valueOf(e.requestId())),
                attempts,
                advice(e, details.errorCode()));
    }

    private static String advice(AwsServiceException e, String code) {
        if (e.isThrottlingException()) {
            return Messages.Advice_throttling();
        }
        if (e.statusCode() >= 500) {
            return Messages.Advice_serverError() + ' ' + Messages.Advice_mayHaveArrived();
        }
        return ADVICE.getOrDefault(code, Messages::Advice_other).get();
    }

    private static String ofFault(SdkException e, Target target, int attempts) {
        return NetworkFault.of(e, target.endpoint())
                .map(fault -> fault.mayHaveArrived()
                        ? fault.description() + ' ' + Messages.Advice_mayHaveArrived()
                        : fault.description())
                .orElseGet(() -> Messages.Explanation_fault(
                        target.endpoint(), attempts, Shown.text(String.valueOf(e.getMessage()), LONGEST_ANSWER)));
    }
}
