package io.jenkins.plugins.codepipeline.core.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.rules.ExternalResource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.FailureType;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultResponse;

/** Makes calls as the plugin does, and keeps what they tell while they are under way. */
public final class Calls extends ExternalResource {

    static final String JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";

    public static final PutJobSuccessResultRequest REQUEST =
            PutJobSuccessResultRequest.builder().jobId(JOB_ID).build();

    static final Operation<PutJobSuccessResultResponse> SUCCESS = putJobSuccessResult(REQUEST);

    static final Operation<PutJobFailureResultResponse> FAILURE = new Operation<>(
            "PutJobFailureResult",
            client -> client.putJobFailureResult(result ->
                    result.jobId(JOB_ID).failureDetails(details -> details.type(FailureType.JOB_FAILED).message("It broke"))));

    public static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "topSecret"));

    /** Three attempts as the SDK makes by itself, with time limits that only a fault reaches, however busy the machine is. */
    public static final CallLimits PATIENT =
            new CallLimits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofMinutes(2), 3);

    /** The same for tests that wait for an attempt to use up its time. */
    static final CallLimits IMPATIENT =
            new CallLimits(Duration.ofMillis(300), Duration.ofMillis(1000), Duration.ofMinutes(2), 3);

    private final CallLimits limits;
    private final List<String> progress = new CopyOnWriteArrayList<>();
    private CodePipelineClients clients;

    public Calls(CallLimits limits) {
        this.limits = limits;
    }

    static {
        loadClasses();
    }

    /** The first call of a JVM loads so much that it would go beyond short limits. */
    private static void loadClasses() {
        Calls first = new Calls(new CallLimits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30), 1));
        FakeCodePipeline aws = new FakeCodePipeline();
        aws.before();
        first.before();
        try {
            first.send(aws.uri());
        } catch (CallFailedException | InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            first.after();
            aws.after();
        }
    }

    @Override
    protected void before() {
        clients = new CodePipelineClients("codepipeline-job-result/1.2.3", limits, task -> new Thread(task, "time limit"));
    }

    @Override
    protected void after() {
        clients.close();
    }

    public CodePipelineClients clients() {
        return clients;
    }

    /** What calls told, in order. */
    public List<String> progress() {
        return progress;
    }

    /** An operation with its request. */
    record Operation<R extends CodePipelineResponse>(String name, Function<CodePipelineClient, R> send) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Operation<PutJobSuccessResultResponse> putJobSuccessResult(PutJobSuccessResultRequest request) {
        return new Operation<>("PutJobSuccessResult", client -> client.putJobSuccessResult(request));
    }

    <R extends CodePipelineResponse> ApiCall<R> call(
            CodePipelineClients others, Operation<R> operation, CallTarget target, AwsCredentialsProvider credentials) {
        return new ApiCall<>(
                others,
                target,
                credentials,
                operation.name(),
                operation.send(),
                (attempt, failure, delay) -> progress.add("after attempt " + attempt + ": " + failure),
                text -> text.replace("tiger", "****"));
    }

    <R extends CodePipelineResponse> ApiCall<R> call(Operation<R> operation, URI endpoint) {
        return call(clients, operation, to(endpoint), CREDENTIALS);
    }

    public ApiCall<PutJobSuccessResultResponse> call(
            PutJobSuccessResultRequest request, CallTarget target, AwsCredentialsProvider credentials) {
        return call(clients, putJobSuccessResult(request), target, credentials);
    }

    public CallResult<PutJobSuccessResultResponse> send(
            PutJobSuccessResultRequest request, CallTarget target, AwsCredentialsProvider credentials)
            throws CallFailedException, InterruptedException {
        return call(request, target, credentials).call();
    }

    public CallResult<PutJobSuccessResultResponse> send(URI endpoint) throws CallFailedException, InterruptedException {
        return send(REQUEST, to(endpoint), CREDENTIALS);
    }

    public static CallTarget to(URI endpoint) {
        return new CallTarget(Region.EU_WEST_1, Optional.of(endpoint), ProxyRoute.DIRECT);
    }
}
