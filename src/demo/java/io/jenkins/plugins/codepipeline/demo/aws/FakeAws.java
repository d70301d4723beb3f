package io.jenkins.plugins.codepipeline.demo.aws;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobRequest;
import software.amazon.awssdk.services.codepipeline.model.GetJobDetailsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListActionTypesRequest;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** An AWS account: the operations of CodePipeline and STS that a job worker calls, and everything that is kept of them. */
public final class FakeAws {

    /** The region of requests that are not signed. */
    public static final String HOME_REGION = "eu-west-1";

    private static final ServiceException UNKNOWN_OPERATION = new ServiceException(
            "UnknownOperationException", "The endpoint has the operations of a job worker and no others.");

    private final Object monitor = new Object();
    private final Map<String, Jobs> jobs = new HashMap<>();
    private final AccessKeys accessKeys = new AccessKeys();
    private final SecurityTokenService sts = new SecurityTokenService(accessKeys);
    private final FaultSwitch faults = new FaultSwitch();
    private final Exchanges exchanges = new Exchanges(monitor);

    public FakeAws() {
        jobs().actionTypes().add(ActionTypes.JENKINS);
    }

    /** The jobs of the home region. */
    public Jobs jobs() {
        return jobs(HOME_REGION);
    }

    public Jobs jobs(String region) {
        synchronized (monitor) {
            return jobs.computeIfAbsent(region, name -> new Jobs(monitor, name));
        }
    }

    public AccessKeys accessKeys() {
        return accessKeys;
    }

    public FaultSwitch faults() {
        return faults;
    }

    public Exchanges exchanges() {
        return exchanges;
    }

    /** Waits for a state of the jobs or the exchanges; it is for the caller to set a time limit, as JUnit can. */
    public void await(BooleanSupplier state) throws InterruptedException {
        synchronized (monitor) {
            while (!state.getAsBoolean()) {
                monitor.wait();
            }
        }
    }

    /** Acts on a request, unless a fault prevents it, and keeps what became of it. */
    public Exchange answer(AwsRequest request) {
        synchronized (monitor) {
            Optional<Fault> fault = request.operation().flatMap(faults::next);
            boolean isActedOn = fault.map(Fault::isActedOn).orElse(true);
            Exchange exchange = new Exchange(
                    Instant.now(),
                    request.operation(),
                    request.accessKeyId(),
                    request.region(),
                    request.body(),
                    isActedOn ? Optional.of(act(request, fault)) : Optional.empty(),
                    fault.map(Fault::delivery).orElse(Exchange.Delivery.SENT));
            exchanges.add(exchange);
            return exchange;
        }
    }

    private Answer act(AwsRequest request, Optional<Fault> fault) {
        if (request.operation().isEmpty()) {
            return Answer.of(UNKNOWN_OPERATION);
        }
        Operation operation = request.operation().get();
        try {
            Optional<ServiceException> error = fault.flatMap(known -> known.error(operation));
            if (error.isPresent()) {
                throw error.get();
            }
            accessKeys.check(request, operation);
            return perform(operation, request.body(), jobs(request.region()), request.accessKeyId());
        } catch (ServiceException e) {
            return Operation.OF_CODE_PIPELINE.contains(operation) ? Answer.of(e) : SecurityTokenService.error(e);
        }
    }

    private Answer perform(Operation operation, String body, Jobs jobs, String accessKeyId) throws ServiceException {
        switch (operation) {
            case POLL_FOR_JOBS:
                return json(jobs.poll(read(body, PollForJobsRequest.builder(), PollForJobsRequest.class), accessKeyId));
            case ACKNOWLEDGE_JOB:
                return json(jobs.acknowledge(
                        read(body, AcknowledgeJobRequest.builder(), AcknowledgeJobRequest.class), accessKeyId));
            case GET_JOB_DETAILS:
                return json(jobs.details(read(body, GetJobDetailsRequest.builder(), GetJobDetailsRequest.class)));
            case LIST_ACTION_TYPES:
                return json(
                        jobs.actionTypes().list(read(body, ListActionTypesRequest.builder(), ListActionTypesRequest.class)));
            case PUT_JOB_SUCCESS_RESULT:
                jobs.succeed(
                        read(body, PutJobSuccessResultRequest.builder(), PutJobSuccessResultRequest.class), accessKeyId);
                return Answer.empty();
            case PUT_JOB_FAILURE_RESULT:
                jobs.fail(read(body, PutJobFailureResultRequest.builder(), PutJobFailureResultRequest.class), accessKeyId);
                return Answer.empty();
            case GET_CALLER_IDENTITY:
                return sts.callerIdentity();
            default:
                return sts.assumeRole();
        }
    }

    private static Answer json(SdkPojo response) {
        return Answer.json(Json.tree(response));
    }

    private static <T extends SdkPojo> T read(String body, SdkPojo builder, Class<T> type) throws ServiceException {
        T request = Json.read(body, builder, type);
        RequestValidator.validate(request);
        return request;
    }
}
