package io.jenkins.plugins.codepipeline.core.client;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** Each error that the operation, or any call to AWS, can answer with. */
@RunWith(Parameterized.class)
public class ExplanationTest {

    @Parameters(name = "{1}")
    public static List<Object[]> rows() {
        return List.of(
                row(400, "ValidationException", 1, "Correct the value that the answer names"),
                row(400, "JobNotFoundException", 1, "Check the job id, and that the region"),
                row(400, "InvalidJobStateException", 1, "Only a job in progress takes a result"),
                row(400, "OutputVariablesSizeExceededException", 1, "Make the output variables smaller"),
                row(400, "ThrottlingException", 3, "Run the step again, and report from fewer builds at once"),
                row(
                        400,
                        "AccessDeniedException",
                        1,
                        "{\"Effect\": \"Allow\", \"Action\": \"codepipeline:PutJobSuccessResult\", \"Resource\": \"*\"}"),
                row(400, "ExpiredTokenException", 1, "The session of these credentials is over"),
                row(400, "UnrecognizedClientException", 1, "AWS does not know the access key"),
                row(403, "InvalidClientTokenId", 1, "AWS does not know the access key"),
                row(400, "InvalidSignatureException", 1, "Check the secret access key"),
                row(418, "SomethingNewException", 1, "See the error reference of AWS CodePipeline"),
                row(500, "InternalFailure", 3, "The result may have been recorded or not"),
                row(503, "ServiceUnavailable", 3, "The result may have been recorded or not"));
    }

    private static Object[] row(int status, String code, int requests, String advice) {
        return new Object[] {status, code, requests, advice};
    }

    @Rule
    public final FakeCodePipeline aws = new FakeCodePipeline();

    private final CodePipelineClients clients = new CodePipelineClients("test/1");
    private final int status;
    private final String code;
    private final int requests;
    private final String advice;

    public ExplanationTest(int status, String code, int requests, String advice) {
        this.status = status;
        this.code = code;
        this.requests = requests;
        this.advice = advice;
    }

    @After
    public void closeClients() {
        clients.close();
    }

    @Test
    public void saysWhatAwsAnsweredAndWhatToDo() {
        aws.refuses(status, code, "the service's own words\\nforged line");

        SendFailedException e = assertThrows(
                SendFailedException.class,
                () -> new SuccessResultSender(clients)
                        .send(
                                PutJobSuccessResultRequest.builder()
                                        .jobId("11111111-abcd-1111-abcd-111111abcdef")
                                        .build(),
                                new Target(Region.EU_WEST_1, Optional.of(aws.uri()), Route.DIRECT),
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKID", "topSecret"))));

        assertThat(aws.requests(), hasSize(requests));
        assertThat(
                e.getMessage(),
                allOf(
                        containsString("AWS CodePipeline in eu-west-1 did not take the result: " + code
                                + ": the service's own words\\nforged line (HTTP " + status + ", request id "
                                + FakeCodePipeline.REQUEST_ID),
                        containsString(advice),
                        not(containsString("topSecret"))));
    }
}
