package io.jenkins.plugins.codepipeline.core.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

public class SuccessResultSenderTest {

    private static final String JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";

    private static final PutJobSuccessResultRequest REQUEST =
            PutJobSuccessResultRequest.builder().jobId(JOB_ID).build();

    private static final AwsCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "topSecret"));

    @Rule
    public final FakeCodePipeline aws = new FakeCodePipeline();

    private final CodePipelineClients clients = new CodePipelineClients("codepipeline-job-result/1.2.3");
    private final SuccessResultSender sender = new SuccessResultSender(clients);

    @After
    public void closeClients() {
        clients.close();
    }

    /** The body is the one that aws-cli/1.45.11 sent for the same values. */
    @Test
    public void theRequestOnTheWireIsThatOfTheAwsCli() throws Exception {
        send(SuccessResultReader.read(Map.of(
                "jobId", JOB_ID,
                "currentRevision",
                        Map.of(
                                "revision", "r1",
                                "changeIdentifier", "c1",
                                "created", "2026-01-02T03:04:05.678+02:00",
                                "revisionSummary", "Fix, the login = page ü€😀"),
                "executionDetails",
                        Map.of("summary", "Deployed, tested", "externalExecutionId", "http://j/1", "percentComplete", 100),
                "outputVariables", Map.of("imageTag", "1.4.2", "a@b-c_d", ""))));

        LoggedRequest request = aws.requests().get(0);
        assertThat(request.getMethod().value() + ' ' + request.getUrl(), is("POST /"));
        assertThat(request.getHeader("X-Amz-Target"), is("CodePipeline_20150709.PutJobSuccessResult"));
        assertThat(request.getHeader("Content-Type"), is("application/x-amz-json-1.1"));
        assertSameJson(
                """
                {"jobId": "11111111-abcd-1111-abcd-111111abcdef", "currentRevision": {"revision": "r1", \
                "changeIdentifier": "c1", "created": 1767315845, "revisionSummary": "Fix, the login = page \\u00fc\\u20ac\\ud83d\\ude00"}, \
                "executionDetails": {"summary": "Deployed, tested", "externalExecutionId": "http://j/1", "percentComplete": 100}, \
                "outputVariables": {"imageTag": "1.4.2", "a@b-c_d": ""}}""",
                request.getBodyAsString());
    }

    @Test
    public void aContinuationTokenAndAnEmptyStructureAreSentAsTheyAre() throws Exception {
        send(SuccessResultReader.read(Map.of("jobId", JOB_ID, "continuationToken", "t", "executionDetails", Map.of())));

        assertSameJson(
                """
                {"jobId": "11111111-abcd-1111-abcd-111111abcdef", "continuationToken": "t", "executionDetails": {}}""",
                aws.bodies().get(0));
    }

    @Test
    public void theRequestIsSignedForTheRegionWithItsOwnCredentials() throws Exception {
        send(REQUEST);
        sender.send(
                REQUEST,
                target(aws.uri()),
                StaticCredentialsProvider.create(AwsSessionCredentials.create("ASIAOTHER", "s", "session")));

        LoggedRequest first = aws.requests().get(0);
        assertThat(
                first.getHeader("Authorization"),
                allOf(startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"), containsString("/eu-west-1/codepipeline/aws4_request")));
        assertThat(first.containsHeader("X-Amz-Security-Token"), is(false));
        LoggedRequest second = aws.requests().get(1);
        assertThat(second.getHeader("Authorization"), containsString("Credential=ASIAOTHER/"));
        assertThat(second.getHeader("X-Amz-Security-Token"), is("session"));
    }

    @Test
    public void theUserAgentNamesThePlugin() throws Exception {
        send(REQUEST);

        assertThat(aws.requests().get(0).getHeader("User-Agent"), startsWith("codepipeline-job-result/1.2.3 aws-sdk-java/2"));
    }

    @Test
    public void theReceiptTellsRequestIdAttemptsAndTime() throws Exception {
        aws.answers(aResponse().withStatus(200).withFixedDelay(20));

        Receipt receipt = send(REQUEST);

        assertThat(receipt.requestId(), is(FakeCodePipeline.REQUEST_ID));
        assertThat(receipt.attempts(), is(1));
        assertThat(receipt.duration(), greaterThan(Duration.ofMillis(19)));
    }

    @Test
    public void aFaultOnTheSideOfAwsIsTriedAgain() {
        aws.refuses(503, "ServiceUnavailable", "later");

        SendFailedException e = assertThrows(SendFailedException.class, () -> send(REQUEST));

        assertThat(aws.requests(), hasSize(3));
        assertThat(e.getMessage(), allOf(containsString("3 attempts"), containsString("HTTP 503")));
    }

    @Test
    public void clientsAreSharedByTargetAndMadeAnewAfterTheyWereClosed() throws Exception {
        assertThat(clients.get(target(aws.uri())) == clients.get(target(aws.uri())), is(true));
        assertThat(
                clients.get(target(aws.uri())) == clients.get(new Target(Region.US_EAST_1, Optional.of(aws.uri()), Route.DIRECT)),
                is(false));
        clients.close();
        send(REQUEST);
        assertThat(aws.requests(), hasSize(1));
    }

    @Test
    public void withoutAnOverrideTheEndpointIsThatOfTheRegionsPartition() {
        assertThat(
                new Target(Region.EU_WEST_1, Optional.empty(), Route.DIRECT).endpoint(),
                is(URI.create("https://codepipeline.eu-west-1.amazonaws.com")));
        assertThat(
                new Target(Region.CN_NORTH_1, Optional.empty(), Route.DIRECT).endpoint(),
                is(URI.create("https://codepipeline.cn-north-1.amazonaws.com.cn")));
    }

    @Test
    public void anInterruptedThreadSendsNothing() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> send(REQUEST));

        assertThat(aws.requests(), hasSize(0));
    }

    @Test
    public void theRequestGoesThroughTheProxyWithItsUserAndPassword() throws Exception {
        aws.answers(aResponse().withStatus(407).withHeader("Proxy-Authenticate", "Basic realm=\"proxy\""));
        Route proxy = new Route.ViaProxy("127.0.0.1", aws.port(), "ann", "proxySecret");

        assertThrows(
                SendFailedException.class,
                () -> sender.send(REQUEST, new Target(Region.EU_WEST_1, Optional.of(URI.create("http://aws.invalid/")), proxy), CREDENTIALS));

        assertThat(aws.requests().get(0).getHeader("Host"), is("aws.invalid"));
        assertThat(aws.requests().get(1).getHeader("Proxy-Authorization"), is("Basic YW5uOnByb3h5U2VjcmV0"));
        assertThat(proxy.toString(), not(containsString("proxySecret")));
    }

    @Test
    public void aFaultOfTheNetworkIsExplained() throws Exception {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        assertThat(
                failure(URI.create("http://127.0.0.1:" + closedPort)),
                containsString("http://127.0.0.1:" + closedPort + " does not take connections. Check the endpoint"));
        assertThat(
                failure(URI.create("http://codepipeline.invalid")),
                containsString("The host of http://codepipeline.invalid is not known. Check the region"));
        assertThat(
                failure(URI.create("https://127.0.0.1:" + aws.port())),
                containsString("No trusted connection to https://127.0.0.1:" + aws.port()));
    }

    private static void assertSameJson(String expected, String actual) {
        assertTrue(actual, equalToJson(expected).match(actual).isExactMatch());
    }

    private String failure(URI endpoint) {
        return assertThrows(SendFailedException.class, () -> sender.send(REQUEST, target(endpoint), CREDENTIALS))
                .getMessage();
    }

    private Receipt send(PutJobSuccessResultRequest request) throws SendFailedException, InterruptedException {
        return sender.send(request, target(aws.uri()), CREDENTIALS);
    }

    private static Target target(URI endpoint) {
        return new Target(Region.EU_WEST_1, Optional.of(endpoint), Route.DIRECT);
    }
}
