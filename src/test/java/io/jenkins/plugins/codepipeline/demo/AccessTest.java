package io.jenkins.plugins.codepipeline.demo;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.codepipeline.demo.aws.Exchange;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;

/** Who may call the endpoint. */
public class AccessTest {

    @Rule
    public final Endpoint endpoint = new Endpoint();

    @Test
    public void anySignatureIsTakenUntilAKeyIsKnown() {
        assertThat(callAs(AwsBasicCredentials.create("AKIDANY", "any")), is("ok"));
    }

    @Test
    public void onlyTheRightSignatureOfAKnownKeyIsTaken() {
        endpoint.aws().accessKeys().add("AKIDWORKER", "workerSecret");
        assertThat(callAs(Endpoint.WORKER), is("ok"));
        assertThat(callAs(AwsBasicCredentials.create("AKIDWORKER", "wrong")), is("InvalidSignatureException"));
        assertThat(callAs(AwsBasicCredentials.create("AKIDOTHER", "workerSecret")), is("UnrecognizedClientException"));
        assertThat(
                callAs(AwsSessionCredentials.create("AKIDWORKER", "workerSecret", "token")),
                is("UnrecognizedClientException"));
    }

    @Test
    public void aSessionNeedsItsToken() {
        endpoint.aws().accessKeys().add("ASIASESSION", "sessionSecret", "sessionToken");
        assertThat(callAs(AwsSessionCredentials.create("ASIASESSION", "sessionSecret", "sessionToken")), is("ok"));
        assertThat(
                callAs(AwsSessionCredentials.create("ASIASESSION", "sessionSecret", "other")),
                is("UnrecognizedClientException"));
        assertThat(callAs(AwsBasicCredentials.create("ASIASESSION", "sessionSecret")), is("UnrecognizedClientException"));
    }

    @Test
    public void aDeletedKeyIsNotKnown() {
        endpoint.aws().accessKeys().add("AKIDWORKER", "workerSecret");
        endpoint.aws().accessKeys().add("AKIDOTHER", "otherSecret");
        endpoint.aws().accessKeys().remove("AKIDWORKER");
        assertThat(callAs(Endpoint.WORKER), is("UnrecognizedClientException"));
    }

    @Test
    public void aKeyMayBeDeniedSingleOperations() {
        endpoint.aws().accessKeys().deny("AKIDWORKER", Operation.LIST_ACTION_TYPES, Operation.PUT_JOB_SUCCESS_RESULT);
        assertThat(callAs(Endpoint.WORKER), is("AccessDeniedException"));
        assertThat(callAs(AwsBasicCredentials.create("AKIDOTHER", "other")), is("ok"));
        endpoint.aws().accessKeys().permit("AKIDWORKER", Operation.LIST_ACTION_TYPES);
        assertThat(callAs(Endpoint.WORKER), is("ok"));

        String id = endpoint.aws().jobs().add(JobState.IN_PROGRESS).id();
        AwsServiceException denied = assertThrows(
                AwsServiceException.class, () -> endpoint.client().putJobSuccessResult(result -> result.jobId(id)));
        assertThat(
                denied.awsErrorDetails().errorMessage(),
                containsString("is not authorized to perform: codepipeline:PutJobSuccessResult"));
        assertThat(endpoint.aws().jobs().get(id).state(), is(JobState.IN_PROGRESS));
    }

    @Test
    public void aRequestWithoutASignatureIsRefusedWhereKeysAreKnown() throws Exception {
        endpoint.aws().accessKeys().add("AKIDWORKER", "workerSecret");
        assertThat(sts("Action=GetCallerIdentity&Version=2011-06-15"), containsString("<Code>MissingAuthenticationToken</Code>"));
    }

    @Test
    public void stsKnowsTheCaller() throws Exception {
        assertThat(
                sts("Action=GetCallerIdentity&Version=2011-06-15"),
                containsString("<Arn>arn:aws:iam::123456789012:user/demo</Arn>"));
    }

    @Test
    public void everyRequestIsKeptWithItsSignerAndItsAnswer() {
        callAs(Endpoint.WORKER);
        callAs(AwsBasicCredentials.create("AKIDOTHER", "other"));
        List<Exchange> exchanges = endpoint.aws().exchanges().of(Operation.LIST_ACTION_TYPES);
        assertThat(exchanges.stream().map(Exchange::accessKeyId).toList(), is(List.of("AKIDWORKER", "AKIDOTHER")));
        assertThat(exchanges.get(0).region(), is("eu-west-1"));
        assertThat(exchanges.get(0).request(), is("{}"));
        assertThat(exchanges.get(0).answer().get().body(), containsString("\"provider\":\"Jenkins\""));
        assertThat(endpoint.aws().exchanges().all(), is(exchanges));
    }

    private String callAs(AwsCredentials credentials) {
        try {
            endpoint.client(credentials, Region.EU_WEST_1).listActionTypes();
            return "ok";
        } catch (AwsServiceException e) {
            return e.awsErrorDetails().errorCode();
        }
    }

    private String sts(String form) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint.aws().uri()).POST(BodyPublishers.ofString(form)).build(),
                        BodyHandlers.ofString())
                .body();
    }
}
