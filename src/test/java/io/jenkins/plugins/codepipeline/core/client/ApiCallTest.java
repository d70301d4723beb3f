package io.jenkins.plugins.codepipeline.core.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
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
import io.jenkins.plugins.codepipeline.core.client.Calls.Operation;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.RequestReader;
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
import software.amazon.awssdk.services.codepipeline.model.AcknowledgeJobResponse;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsResponse;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

public class ApiCallTest {

    private static final Operation<PollForJobsResponse> POLL = new Operation<>(
            "PollForJobs",
            client -> client.pollForJobs(poll -> poll.actionTypeId(
                    type -> type.category("Build").owner("Custom").provider("Jenkins").version("1"))));

    @Rule
    public final FakeCodePipeline aws = new FakeCodePipeline();

    @Rule
    public final FaultyServer server = new FaultyServer();

    @Rule
    public final Calls calls = new Calls(Calls.PATIENT);

    /** The body is the one that aws-cli/1.45.11 sent for the same values. */
    @Test
    public void theRequestOnTheWireIsThatOfTheAwsCli() throws Exception {
        send(read(Map.of(
                "jobId", Calls.JOB_ID,
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
        send(read(Map.of("jobId", Calls.JOB_ID, "continuationToken", "t", "executionDetails", Map.of())));

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
    public void theResultTellsRequestIdAttemptsAndTime() throws Exception {
        aws.answers(aResponse().withStatus(200).withFixedDelay(20));

        CallResult<?> result = send(Calls.REQUEST);

        assertThat(result.requestId(), is(FakeCodePipeline.REQUEST_ID));
        assertThat(result.attempts(), is(1));
        assertThat(result.duration(), greaterThan(Duration.ofMillis(19)));
    }

    @Test
    public void withoutAnOverrideTheEndpointIsThatOfTheRegionsPartition() {
        assertThat(
                new CallTarget(Region.EU_WEST_1, Optional.empty(), ProxyRoute.DIRECT).endpoint(),
                is(URI.create("https://codepipeline.eu-west-1.amazonaws.com")));
        assertThat(
                new CallTarget(Region.CN_NORTH_1, Optional.empty(), ProxyRoute.DIRECT).endpoint(),
                is(URI.create("https://codepipeline.cn-north-1.amazonaws.com.cn")));
    }

    /** The proxy is told which host the call is for, and refuses it. */
    @Test
    public void noPropertyOfTheJvmLeadsToAnotherEndpoint() {
        server.behave(FaultyServer.answers(403, "text/plain", ""));
        System.setProperty("aws.endpointUrl", aws.uri().toString());
        System.setProperty("aws.endpointUrlCodePipeline", aws.uri().toString());
        try {
            ProxyRoute proxy = new ProxyRoute.ViaProxy("127.0.0.1", server.port(), null, null);
            assertThrows(
                    CallFailedException.class,
                    () -> calls.send(Calls.REQUEST, new CallTarget(Region.EU_WEST_1, Optional.empty(), proxy), Calls.CREDENTIALS));
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

        CallFailedException e = assertThrows(
                CallFailedException.class,
                () -> calls.send(
                        Calls.REQUEST, Calls.to(aws.uri()), () -> providers.next().resolveCredentials()));

        assertThat(
                e.getMessage(),
                allOf(startsWith("Could not get AWS credentials: The role is gone\nAWS CodePipeline may have carried out"),
                        containsString("Gave up after 2 attempts")));
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

        CallResult<?> result = calls.send(
                Calls.REQUEST, Calls.to(aws.uri()), () -> providers.next().resolveCredentials());

        assertThat(result.attempts(), is(2));
        assertThat(aws.requests(), hasSize(1));
    }

    @Test
    public void eachRetryIsToldWithWhatHappened() throws Exception {
        aws.answersThenRecords(aResponse().withStatus(400).withBody("{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}"));

        send(Calls.REQUEST);

        assertThat(
                calls.progress(),
                contains(startsWith(
                        "after attempt 1: AWS CodePipeline in eu-west-1 rejected PutJobSuccessResult: ThrottlingException")));
    }

    @Test
    public void theIdenticalRequestIsSentAgainAfterALostAnswer() throws Exception {
        aws.answersThenRecords(aResponse().withFault(Fault.EMPTY_RESPONSE));

        send(Calls.REQUEST);

        assertThat(aws.bodies(), hasSize(2));
        assertThat(aws.bodies().get(1), is(aws.bodies().get(0)));
    }

    @Test
    public void aRepeatOfARecordedResultSucceeds() throws Exception {
        send(Calls.REQUEST);

        assertThat(send(Calls.REQUEST).attempts(), is(1));
    }

    @Test
    public void aJobWithAnotherResultIsAFailureThatSaysSo() throws Exception {
        send(Calls.REQUEST);

        CallFailedException failure = assertThrows(
                CallFailedException.class,
                () -> send(Calls.REQUEST.toBuilder().outputVariables(Map.of("imageTag", "2")).build()));

        assertThat(failure.errorCode(), is(Optional.of("InvalidJobStateException")));
        assertThat(failure.getMessage(), endsWith("\nThe job already has another result. A job accepts exactly one result."));
    }

    @Test
    public void aJobWithTheOppositeResultIsAFailureThatSaysSo() throws Exception {
        send(Calls.REQUEST);

        CallFailedException failure = failure(calls.call(Calls.FAILURE, aws.uri()));

        assertThat(failure.errorCode(), is(Optional.of("InvalidJobStateException")));
        assertThat(
                failure.getMessage(),
                allOf(startsWith("AWS CodePipeline in eu-west-1 rejected PutJobFailureResult: "),
                        endsWith("\nThe job has already ended, or it has the opposite result. A job accepts exactly one result.")));
    }

    @Test
    public void anInvalidStateOfAnotherKindIsAFailureThatNamesWhatItMayBe() {
        aws.refuses(400, "InvalidJobStateException", "Something new");

        assertThat(
                failure(calls.call(Calls.SUCCESS, aws.uri())).getMessage(),
                endsWith("This job may already have another result, may have ended, or may never have been acknowledged."));
    }

    /** The trigger has to know whether a nonce was used by an earlier attempt. */
    @Test
    public void aFailureHasTheErrorCodeOfTheLastAnswerAndWhetherAnEarlierOneWasLost() {
        Operation<AcknowledgeJobResponse> acknowledge =
                new Operation<>("AcknowledgeJob", client -> client.acknowledgeJob(job -> job.jobId(Calls.JOB_ID).nonce("1")));
        aws.refuses(400, "InvalidNonceException", "Used");
        CallFailedException first = failure(calls.call(acknowledge, aws.uri()));
        assertThat(first.errorCode(), is(Optional.of("InvalidNonceException")));
        assertThat(first.answerLost(), is(false));

        aws.answersInTurn(Calls.JOB_ID, aResponse().withFault(Fault.EMPTY_RESPONSE));
        CallFailedException second = failure(calls.call(acknowledge, aws.uri()));
        assertThat(second.errorCode(), is(Optional.of("InvalidNonceException")));
        assertThat(second.answerLost(), is(true));
        assertThat(second.getMessage(), containsString("AWS CodePipeline may have carried out AcknowledgeJob"));
    }

    @Test
    public void aFailureWithoutAnAnswerOfAwsHasNoErrorCode() {
        server.stop();

        assertThat(failure(calls.call(Calls.SUCCESS, server.uri("http"))).errorCode(), is(Optional.empty()));
    }

    @Test
    public void theResponseOfAnOperationIsReturned() throws Exception {
        aws.answers(aResponse().withBody("{\"jobs\": [{\"id\": \"" + Calls.JOB_ID + "\", \"nonce\": \"3\"}]}"));

        CallResult<PollForJobsResponse> result = calls.call(POLL, aws.uri()).callOnce();

        assertThat(result.response().jobs().get(0).nonce(), is("3"));
        assertThat(aws.requests().get(0).getHeader("X-Amz-Target"), is("CodePipeline_20150709.PollForJobs"));
    }

    @Test
    public void aCallWithOneAttemptSendsOneRequest() {
        aws.answersThenRecords(aResponse().withStatus(503));

        CallFailedException failure = assertThrows(CallFailedException.class, calls.call(POLL, aws.uri())::callOnce);

        assertThat(aws.requests(), hasSize(1));
        assertThat(calls.progress(), empty());
        assertThat(failure.getMessage(), not(containsString("Gave up")));
    }

    @Test
    public void aLoginPageIsNoResponseOfAnOperation() {
        server.behave(FaultyServer.sends(FaultyServer.head(200, "text/html", 6).replaceFirst("x-amzn-RequestId: .*\r\n", "")
                + "<html>"));

        assertThat(
                failure(calls.call(POLL, server.uri("http"))).getMessage(),
                startsWith(server.uri("http") + " answered HTTP 200, but the answer is not from AWS CodePipeline.\nCheck the endpoint"));
        assertThat(server.requests(), hasSize(1));
    }

    /** Otherwise all connections of the client would be in use after a while. */
    @Test
    public void aLoginPageGivesItsConnectionBack() throws Exception {
        aws.answersAsAnother(aResponse().withBody("<html>"));
        for (int i = 0; i < CallDispatcher.MAX_CALLS + 1; i++) {
            failure(calls.call(POLL, aws.uri()));
        }

        aws.records();
        assertThat(send(Calls.REQUEST).attempts(), is(1));
    }

    @Test
    public void deniedAccessNamesTheActionOfTheOperation() {
        aws.refuses(400, "AccessDeniedException", "Not allowed");

        assertThat(
                failure(calls.call(POLL, aws.uri())).getMessage(),
                endsWith("{\"Effect\": \"Allow\", \"Action\": \"codepipeline:PollForJobs\", \"Resource\": \"*\"}"));
    }

    @Test
    public void theTimeAskedForByRetryAfterIsWaitedFor() throws Exception {
        aws.answersThenRecords(aResponse().withStatus(503).withHeader("Retry-After", "1"));

        assertThat(send(Calls.REQUEST).duration(), greaterThan(Duration.ofMillis(990)));
    }

    @Test
    public void noAttemptIsBegunAfterTheTimeLimitOfTheCall() {
        aws.answers(aResponse().withStatus(503).withHeader("Retry-After", "121"));

        assertThrows(CallFailedException.class, () -> send(Calls.REQUEST));

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
            ApiCall<?> call = calls.call(clients, Calls.SUCCESS, Calls.to(server.uri("http")), Calls.CREDENTIALS);
            FutureTask<CallResult<?>> task = new FutureTask<>(call::call);
            Thread thread = new Thread(task);
            thread.start();
            assertTrue(asked.await(20, TimeUnit.SECONDS));

            call.abort();

            assertTrue(closed.await(20, TimeUnit.SECONDS));
            ExecutionException e = assertThrows(ExecutionException.class, () -> task.get(20, TimeUnit.SECONDS));
            assertThat(e.getCause(), instanceOf(InterruptedException.class));
            assertThat(call.answerLost(), is(true));
            thread.join(20_000);
            assertThat(thread.isAlive(), is(false));
            assertThat(server.requests(), hasSize(1));
        }
    }

    @Test
    public void aCallThatWasAbortedBeforeItBeganSendsNothing() {
        ApiCall<?> call = calls.call(Calls.SUCCESS, aws.uri());
        call.abort();

        assertThrows(InterruptedException.class, call::call);

        assertThat(aws.requests(), hasSize(0));
        assertThat(call.answerLost(), is(false));
    }

    /** Otherwise it would end after the longest time that an endpoint may ask to wait. */
    @Test(timeout = 15_000)
    public void anAbortedCallDoesNotWaitForItsNextAttempt() throws Exception {
        aws.answers(aResponse().withStatus(503).withHeader("Retry-After", "19"));
        ApiCall<?> call = calls.call(Calls.SUCCESS, aws.uri());
        FutureTask<?> task = new FutureTask<>(call::call);
        new Thread(task).start();
        while (calls.progress().isEmpty()) {
            Thread.sleep(10);
        }

        call.abort();

        ExecutionException e = assertThrows(ExecutionException.class, task::get);
        assertThat(e.getCause(), instanceOf(InterruptedException.class));
        assertThat(aws.requests(), hasSize(1));
    }

    @Test
    public void theRequestGoesThroughTheProxyWithItsUserAndPassword() throws Exception {
        aws.answers(aResponse().withStatus(407).withHeader("Proxy-Authenticate", "Basic realm=\"proxy\""));
        ProxyRoute proxy = new ProxyRoute.ViaProxy("127.0.0.1", aws.port(), "ann", "proxySecret");

        assertThrows(
                CallFailedException.class,
                () -> calls.send(Calls.REQUEST, new CallTarget(Region.EU_WEST_1, Optional.of(URI.create("http://aws.invalid/")), proxy), Calls.CREDENTIALS));

        assertThat(aws.requests().get(0).getHeader("Host"), is("aws.invalid"));
        assertThat(aws.requests().get(1).getHeader("Proxy-Authorization"), is("Basic YW5uOnByb3h5U2VjcmV0"));
        assertThat(proxy.toString(), not(containsString("proxySecret")));
    }

    private static CallFailedException failure(ApiCall<?> call) {
        return assertThrows(CallFailedException.class, call::call);
    }

    private static void assertSameJson(String expected, String actual) {
        assertTrue(actual, equalToJson(expected).match(actual).isExactMatch());
    }

    private CallResult<?> send(PutJobSuccessResultRequest request) throws CallFailedException, InterruptedException {
        return calls.send(request, Calls.to(aws.uri()), Calls.CREDENTIALS);
    }

    private static PutJobSuccessResultRequest read(Map<String, ?> members) throws InvalidInputException {
        return (PutJobSuccessResultRequest) RequestReader.read(JobResultOperation.SUCCESS, members, null);
    }
}
