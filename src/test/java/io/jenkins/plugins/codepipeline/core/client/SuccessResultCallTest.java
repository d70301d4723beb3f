package io.jenkins.plugins.codepipeline.core.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

public class SuccessResultCallTest {

    private static final String JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";

    @Rule
    public final FakeCodePipeline aws = new FakeCodePipeline();

    @Rule
    public final FaultyServer server = new FaultyServer();

    @Rule
    public final Calls calls = new Calls(Calls.SHORT);

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
        send(Calls.REQUEST);
        calls.send(
                Calls.REQUEST,
                Calls.to(aws.uri()),
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
        send(Calls.REQUEST);

        assertThat(aws.requests().get(0).getHeader("User-Agent"), startsWith("codepipeline-job-result/1.2.3 aws-sdk-java/2"));
    }

    @Test
    public void theReceiptTellsRequestIdAttemptsAndTime() throws Exception {
        aws.answers(aResponse().withStatus(200).withFixedDelay(20));

        Receipt receipt = send(Calls.REQUEST);

        assertThat(receipt.requestId(), is(FakeCodePipeline.REQUEST_ID));
        assertThat(receipt.attempts(), is(1));
        assertThat(receipt.duration(), greaterThan(Duration.ofMillis(19)));
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

    /** The proxy is told which host the call is for, and refuses it. */
    @Test
    public void noPropertyOfTheJvmLeadsToAnotherEndpoint() {
        server.behave(FaultyServer.answers(403, "text/plain", ""));
        System.setProperty("aws.endpointUrl", aws.uri().toString());
        System.setProperty("aws.endpointUrlCodePipeline", aws.uri().toString());
        try {
            Route proxy = new Route.ViaProxy("127.0.0.1", server.port(), null, null);
            assertThrows(
                    SendFailedException.class,
                    () -> calls.send(Calls.REQUEST, new Target(Region.EU_WEST_1, Optional.empty(), proxy), Calls.CREDENTIALS));
        } finally {
            System.clearProperty("aws.endpointUrl");
            System.clearProperty("aws.endpointUrlCodePipeline");
        }
        assertThat(aws.requests(), hasSize(0));
        assertThat(server.requests().get(0), startsWith("CONNECT codepipeline.eu-west-1.amazonaws.com:443 "));
    }

    @Test
    public void anInterruptedThreadSendsNothing() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> send(Calls.REQUEST));

        assertThat(aws.requests(), hasSize(0));
    }

    /** The SDK keeps the difference for the whole JVM, so the second call sets it to zero again. */
    @Test
    public void theTimeOfAwsIsTakenWhereTheClockOfTheControllerIsWrong() throws Exception {
        for (int hours : List.of(-2, 0)) {
            ZonedDateTime time = ZonedDateTime.now(ZoneOffset.UTC).plusHours(hours);
            aws.answersThenRecords(aResponse()
                    .withStatus(400)
                    .withHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(time))
                    .withBody("{\"__type\": \"InvalidSignatureException\", \"message\": \"Signature expired\"}"));

            assertThat(send(Calls.REQUEST).attempts(), is(2));

            assertThat(
                    aws.requests().get(1).getHeader("X-Amz-Date"),
                    startsWith(DateTimeFormatter.ofPattern("yyyyMMdd'T'HH").format(time)));
            aws.records();
        }
    }

    @Test
    public void eachAttemptAsksForItsCredentials() throws Exception {
        aws.answersThenRecords(aResponse().withStatus(503));
        Iterator<String> sessions = List.of("first", "second").iterator();

        calls.send(
                Calls.REQUEST,
                Calls.to(aws.uri()),
                () -> AwsSessionCredentials.create("ASIA", "secret", sessions.next()));

        assertThat(
                aws.requests().stream().map(request -> request.getHeader("X-Amz-Security-Token")).toList(),
                contains("first", "second"));
    }

    @Test
    public void credentialsThatCannotBeHadForALaterAttemptEndTheCallAndAreExplained() {
        aws.answersThenRecords(aResponse().withStatus(503));
        Iterator<AwsCredentialsProvider> providers = List.<AwsCredentialsProvider>of(Calls.CREDENTIALS, () -> {
                    throw new IllegalStateException("The role is gone");
                })
                .iterator();

        SendFailedException e = assertThrows(
                SendFailedException.class,
                () -> calls.send(
                        Calls.REQUEST, Calls.to(aws.uri()), () -> providers.next().resolveCredentials()));

        assertThat(
                e.getMessage(),
                allOf(startsWith("AWS gave no credentials for the attempt: The role is gone\nThe result may have been recorded"),
                        containsString("That was attempt 2")));
        assertThat(aws.requests(), hasSize(1));
    }

    @Test
    public void anOutageOfTheNetworkWhileCredentialsAreResolvedIsTriedAgain() throws Exception {
        Iterator<AwsCredentialsProvider> providers = List.<AwsCredentialsProvider>of(
                        () -> {
                            throw SdkClientException.create("STS is out of reach", new ConnectException("refused"));
                        },
                        Calls.CREDENTIALS)
                .iterator();

        Receipt receipt = calls.send(
                Calls.REQUEST, Calls.to(aws.uri()), () -> providers.next().resolveCredentials());

        assertThat(receipt.attempts(), is(2));
        assertThat(aws.requests(), hasSize(1));
    }

    @Test
    public void whatMayHaveArrivedIsToldBeforeTheFactAndTakenBackAfterAnAnswerThatSaysNo() throws Exception {
        aws.answersThenRecords(aResponse().withStatus(400).withBody("{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}"));

        send(Calls.REQUEST);

        assertThat(
                calls.progress(),
                contains(
                        is("may have arrived"),
                        is("has not arrived"),
                        startsWith("after attempt 1: AWS CodePipeline in eu-west-1 did not take the result: ThrottlingException"),
                        is("may have arrived")));
    }

    @Test
    public void afterALostAnswerItStaysThatTheResultMayHaveArrived() throws Exception {
        aws.answersThenRecords(aResponse().withFault(Fault.EMPTY_RESPONSE));

        assertThat(send(Calls.REQUEST).lostAnswer(), is(Optional.empty()));

        assertThat(calls.progress(), contains(is("may have arrived"), startsWith("after attempt 1: ")));
    }

    @Test
    public void aResultThatAnEarlierCallMayHaveBroughtIsConfirmedByTheFirstAnswer() throws Exception {
        aws.refuses(400, "InvalidJobStateException", "over");

        Receipt receipt = calls.call(Calls.REQUEST, Calls.to(aws.uri()), Calls.CREDENTIALS, "the controller restarted")
                .call();

        assertThat(receipt.lostAnswer(), is(Optional.of("the controller restarted")));
        assertThat(receipt.attempts(), is(1));
    }

    @Test
    public void theTimeAskedForByRetryAfterIsWaitedFor() throws Exception {
        aws.answersThenRecords(aResponse().withStatus(503).withHeader("Retry-After", "1"));

        assertThat(send(Calls.REQUEST).duration(), greaterThan(Duration.ofMillis(990)));
    }

    @Test
    public void noAttemptIsBegunAfterTheTimeLimitOfTheCall() {
        aws.answers(aResponse().withStatus(503).withHeader("Retry-After", "21"));

        assertThrows(SendFailedException.class, () -> send(Calls.REQUEST));

        assertThat(aws.requests(), hasSize(1));
    }

    /** A timed-out wait would be an ApiCallAttemptTimeoutException, and tried again. */
    @Test
    public void anAbortedCallClosesItsConnectionWhileItWaitsForTheAnswer() throws Exception {
        CallLimits patient = new CallLimits(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60), 3);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch asked = new CountDownLatch(1);
        server.behave(FaultyServer.hangs(asked::countDown, closed::countDown));
        try (CodePipelineClients clients = new CodePipelineClients("test/1", patient, Executors.defaultThreadFactory())) {
            SuccessResultCall call = calls.call(clients, Calls.REQUEST, Calls.to(server.uri("http")), Calls.CREDENTIALS, null);
            FutureTask<Receipt> task = new FutureTask<>(call);
            Thread thread = new Thread(task);
            thread.start();
            assertTrue(asked.await(20, TimeUnit.SECONDS));

            call.abort();

            assertTrue(closed.await(20, TimeUnit.SECONDS));
            ExecutionException e = assertThrows(ExecutionException.class, () -> task.get(20, TimeUnit.SECONDS));
            assertThat(e.getCause(), instanceOf(InterruptedException.class));
            thread.join(20_000);
            assertThat(thread.isAlive(), is(false));
            assertThat(server.requests(), hasSize(1));
        }
    }

    @Test
    public void aCallThatWasAbortedBeforeItBeganSendsNothing() {
        SuccessResultCall call = calls.call(Calls.REQUEST, Calls.to(aws.uri()), Calls.CREDENTIALS, null);
        call.abort();

        assertThrows(InterruptedException.class, call::call);

        assertThat(aws.requests(), hasSize(0));
    }

    @Test
    public void theRequestGoesThroughTheProxyWithItsUserAndPassword() throws Exception {
        aws.answers(aResponse().withStatus(407).withHeader("Proxy-Authenticate", "Basic realm=\"proxy\""));
        Route proxy = new Route.ViaProxy("127.0.0.1", aws.port(), "ann", "proxySecret");

        assertThrows(
                SendFailedException.class,
                () -> calls.send(Calls.REQUEST, new Target(Region.EU_WEST_1, Optional.of(URI.create("http://aws.invalid/")), proxy), Calls.CREDENTIALS));

        assertThat(aws.requests().get(0).getHeader("Host"), is("aws.invalid"));
        assertThat(aws.requests().get(1).getHeader("Proxy-Authorization"), is("Basic YW5uOnByb3h5U2VjcmV0"));
        assertThat(proxy.toString(), not(containsString("proxySecret")));
    }

    private static void assertSameJson(String expected, String actual) {
        assertTrue(actual, equalToJson(expected).match(actual).isExactMatch());
    }

    private Receipt send(PutJobSuccessResultRequest request) throws SendFailedException, InterruptedException {
        return calls.send(request, Calls.to(aws.uri()), Calls.CREDENTIALS);
    }
}
