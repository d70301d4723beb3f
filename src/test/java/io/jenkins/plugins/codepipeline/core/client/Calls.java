package io.jenkins.plugins.codepipeline.core.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.rules.ExternalResource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** Makes calls as the plugin does, and keeps what they tell while they are under way. */
public final class Calls extends ExternalResource {

    public static final PutJobSuccessResultRequest REQUEST = PutJobSuccessResultRequest.builder()
            .jobId("11111111-abcd-1111-abcd-111111abcdef")
            .build();

    public static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "topSecret"));

    /** Short, and three attempts as the SDK makes by itself. */
    public static final CallLimits SHORT =
            new CallLimits(Duration.ofMillis(300), Duration.ofMillis(1000), Duration.ofSeconds(20), 3);

    private final CallLimits limits;
    private final List<String> progress = new ArrayList<>();
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
        } catch (SendFailedException | InterruptedException e) {
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

    public SuccessResultCall call(
            PutJobSuccessResultRequest request, Target target, AwsCredentialsProvider credentials, String lostAnswer) {
        return call(clients, request, target, credentials, lostAnswer);
    }

    SuccessResultCall call(
            CodePipelineClients others,
            PutJobSuccessResultRequest request,
            Target target,
            AwsCredentialsProvider credentials,
            String lostAnswer) {
        Progress kept = new Progress() {
            @Override
            public String mask(String text) {
                return text.replace("tiger", "****");
            }

            @Override
            public void mayHaveArrived(boolean maybe) {
                progress.add(maybe ? "may have arrived" : "has not arrived");
            }

            @Override
            public void retrying(int attempt, String failure, Duration delay) {
                progress.add("after attempt " + attempt + ": " + failure);
            }
        };
        return new SuccessResultCall(others, target, credentials, request, kept, Optional.ofNullable(lostAnswer));
    }

    public Receipt send(PutJobSuccessResultRequest request, Target target, AwsCredentialsProvider credentials)
            throws SendFailedException, InterruptedException {
        return call(request, target, credentials, null).call();
    }

    public Receipt send(URI endpoint) throws SendFailedException, InterruptedException {
        return send(REQUEST, to(endpoint), CREDENTIALS);
    }

    public static Target to(URI endpoint) {
        return new Target(Region.EU_WEST_1, Optional.of(endpoint), Route.DIRECT);
    }
}
