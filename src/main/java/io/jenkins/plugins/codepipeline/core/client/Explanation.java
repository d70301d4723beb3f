package io.jenkins.plugins.codepipeline.core.client;

import io.jenkins.plugins.codepipeline.core.input.Shown;
import java.util.Map;
import java.util.function.Supplier;
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
record Explanation(String what, String advice, boolean isLasting) {

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

    /**
     * Explains a failed attempt.
     *
     * @param sent whether anything of the request was sent
     * @param mask hides what must not be shown of a text
     */
    static Explanation of(RuntimeException e, Target target, boolean sent, UnaryOperator<String> mask) {
        if (e instanceof CredentialsException) {
            return new Explanation(Messages.Explanation_credentials(shown(e.getMessage(), mask)), "", false);
        }
        if (e instanceof AwsServiceException answer) {
            return ofAnswer(answer, target, mask);
        }
        return NetworkFault.of(e, target.endpoint(), sent, mask)
                .map(fault -> new Explanation(fault.what(), fault.advice(), fault.isLasting()))
                .orElseGet(() -> new Explanation(Messages.Explanation_unforeseen(shown(e.toString(), mask)), "", false));
    }

    private static Explanation ofAnswer(AwsServiceException e, Target target, UnaryOperator<String> mask) {
        AwsErrorDetails details = e.awsErrorDetails();
        return details.errorCode() == null
                ? new Explanation(
                        Messages.Explanation_foreignAnswer(target.endpoint(), e.statusCode()), Messages.Advice_foreignAnswer(), false)
                : new Explanation(
                        Messages.Explanation_answer(
                                target.region().id(),
                                Shown.text(details.errorCode()),
                                shown(details.errorMessage(), mask),
                                e.statusCode(),
                                Shown.text(String.valueOf(e.requestId()))),
                        advice(e, details.errorCode()),
                        false);
    }

    private static String advice(AwsServiceException e, String code) {
        if (e.isThrottlingException()) {
            return Messages.Advice_throttling();
        }
        return e.statusCode() >= 500
                ? Messages.Advice_serverError()
                : ADVICE.getOrDefault(code, Messages::Advice_other).get();
    }

    private static String shown(String text, UnaryOperator<String> mask) {
        return Shown.text(mask.apply(String.valueOf(text)), LONGEST_ANSWER);
    }

    @Override
    public String toString() {
        return advice.isEmpty() ? what : what + '\n' + advice;
    }
}
