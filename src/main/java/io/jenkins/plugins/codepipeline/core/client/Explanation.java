package io.jenkins.plugins.codepipeline.core.client;

import io.jenkins.plugins.codepipeline.core.input.Shown;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
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

    /** By the fault that the SDK's exception is, or that caused it. */
    private static final Map<Class<? extends Throwable>, Function<String, String>> FAULTS = Map.of(
            UnknownHostException.class, Messages::Fault_unknownHost,
            ConnectException.class, Messages::Fault_connect,
            NoRouteToHostException.class, Messages::Fault_connect,
            SSLException.class, Messages::Fault_tls,
            InterruptedIOException.class, Messages::Fault_timeout,
            ApiCallAttemptTimeoutException.class, Messages::Fault_timeout,
            ApiCallTimeoutException.class, Messages::Fault_timeout);

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
                details.errorCode(),
                Shown.text(String.valueOf(details.errorMessage()), LONGEST_ANSWER),
                e.statusCode(),
                e.requestId(),
                attempts,
                advice(e, details.errorCode()));
    }

    private static String advice(AwsServiceException e, String code) {
        if (e.isThrottlingException()) {
            return Messages.Advice_throttling();
        }
        if (e.statusCode() >= 500) {
            return Messages.Advice_serverError();
        }
        return ADVICE.getOrDefault(code, Messages::Advice_other).get();
    }

    private static String ofFault(SdkException e, Target target, int attempts) {
        return causes(e)
                .flatMap(cause -> FAULTS.entrySet().stream()
                        .filter(fault -> fault.getKey().isInstance(cause))
                        .map(fault -> fault.getValue().apply(target.endpoint().toString())))
                .findFirst()
                .orElseGet(() -> Messages.Fault_other(
                        target.endpoint(), attempts, Shown.text(String.valueOf(e.getMessage()), LONGEST_ANSWER)));
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(20);
    }
}
