package io.jenkins.plugins.codepipeline.demo;

import static java.util.stream.Collectors.joining;

import io.jenkins.plugins.codepipeline.core.input.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.input.Messages;
import io.jenkins.plugins.codepipeline.core.input.Problem;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The operations of AWS CodePipeline and AWS STS that the plugin calls. They take every signature. */
final class AwsServices {

    static final String ARN = "arn:aws:iam::123456789012:user/demo";

    private static final String PUT_JOB_SUCCESS_RESULT = "CodePipeline_20150709.PutJobSuccessResult";
    private static final String GET_CALLER_IDENTITY = "Action=GetCallerIdentity&";

    private static final String CALLER_IDENTITY = """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <GetCallerIdentityResult>
                <Arn>%s</Arn>
                <UserId>AIDADEMO</UserId>
                <Account>123456789012</Account>
              </GetCallerIdentityResult>
            </GetCallerIdentityResponse>
            """.formatted(ARN);

    /** What one action may give, by the user guide of CodePipeline. */
    private static final int OUTPUT_VARIABLES_BYTES = 122_880;

    private static final int MOST_EXCHANGES = 20;
    private static final long SLOW_SECONDS = 5;

    private final Jobs jobs;
    private final FaultSwitch faults;
    private final Deque<Exchange> exchanges = new ArrayDeque<>();

    AwsServices(Jobs jobs, FaultSwitch faults) {
        this.jobs = jobs;
        this.faults = faults;
    }

    /**
     * Answers a request.
     *
     * @param target the value of {@code X-Amz-Target}, or null for a service that has none
     * @return nothing where the answer gets lost
     */
    Optional<Answer> answer(String target, String body) {
        if (target == null && body.startsWith(GET_CALLER_IDENTITY)) {
            return Optional.of(Answer.xml(CALLER_IDENTITY));
        }
        if (!PUT_JOB_SUCCESS_RESULT.equals(target)) {
            return Optional.of(
                    Answer.of(new ServiceError(400, "UnknownOperationException", "The demo has PutJobSuccessResult only.")));
        }
        Optional<Fault> fault = faults.next();
        Answer answer = fault.flatMap(Fault::error)
                .or(() -> putJobSuccessResult(body))
                .map(Answer::of)
                .orElseGet(Answer::empty);
        boolean isLost = fault.filter(Fault.LOST_ANSWER::equals).isPresent();
        remember(new Exchange(target, body, answer, isLost));
        if (fault.filter(Fault.SLOW_ANSWER::equals).isPresent()) {
            pause();
        }
        return isLost ? Optional.empty() : Optional.of(answer);
    }

    /** The last requests for PutJobSuccessResult, first to last. */
    List<Exchange> exchanges() {
        synchronized (exchanges) {
            return List.copyOf(exchanges);
        }
    }

    private Optional<ServiceError> putJobSuccessResult(String body) {
        try {
            return jobs.succeed(SuccessResultReader.read(Map.of(), body));
        } catch (InvalidInputException e) {
            return e.problems().stream().allMatch(AwsServices::isSize)
                    ? Fault.OUTPUT_VARIABLES_SIZE_EXCEEDED.error()
                    : Optional.of(new ServiceError(
                            400,
                            "ValidationException",
                            e.problems().stream().map(Problem::toString).collect(joining("; "))));
        }
    }

    private static boolean isSize(Problem problem) {
        return problem.allowed().equals(Messages.Limit_outputVariablesBytes(OUTPUT_VARIABLES_BYTES));
    }

    private void remember(Exchange exchange) {
        synchronized (exchanges) {
            exchanges.add(exchange);
            if (exchanges.size() > MOST_EXCHANGES) {
                exchanges.remove();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(SLOW_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
