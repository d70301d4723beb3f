package io.jenkins.plugins.codepipeline.core;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.github.tomakehurst.wiremock.common.Json;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.RequestReader;
import io.jenkins.plugins.codepipeline.core.request.ValidationError;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;

/**
 * Both operations read every text of the table as aws-cli/1.45.11 reads it. Each row was made by running the AWS CLI against
 * a local endpoint: it has what the AWS CLI sent, or the members that it named when it refused the text, which are none
 * where it crashed. A row that is stricter names the members that the AWS CLI sends, but that CodePipeline would refuse.
 */
@RunWith(Parameterized.class)
public class AwsCliParityTest {

    private static final String JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";

    @ClassRule
    public static final FakeCodePipeline AWS = new FakeCodePipeline();

    private static CodePipelineClient client;

    @Parameters(name = "{0} {1}: {2}")
    public static List<Object[]> rows() throws Exception {
        List<Object[]> rows = new ArrayList<>();
        try (InputStream table = AwsCliParityTest.class.getResourceAsStream("aws-cli.json")) {
            for (Object row : Json.read(new String(table.readAllBytes(), StandardCharsets.UTF_8), List.class)) {
                Map<?, ?> columns = (Map<?, ?>) row;
                rows.add(new Object[] {
                    JobResultOperation.valueOf((String) columns.get("operation")),
                    columns.get("member"),
                    columns.get("text"),
                    columns.get("body"),
                    columns.containsKey("stricter") ? columns.get("stricter") : columns.get("refused")
                });
            }
        }
        return rows;
    }

    private final JobResultOperation operation;
    private final String member;
    private final String text;
    private final Object body;
    private final List<?> refused;

    public AwsCliParityTest(JobResultOperation operation, String member, String text, Object body, List<?> refused) {
        this.operation = operation;
        this.member = member;
        this.text = text;
        this.body = body;
        this.refused = refused;
    }

    @BeforeClass
    public static void createClient() {
        client = CodePipelineClient.builder()
                .region(Region.EU_WEST_1)
                .endpointOverride(AWS.uri())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .build();
    }

    @AfterClass
    public static void closeClient() {
        client.close();
    }

    @Before
    public void forgetRequests() {
        AWS.records();
    }

    @Test
    public void aTextIsReadAsTheAwsCliReadsIt() throws Exception {
        if (refused == null) {
            operation.sending(read()).apply(client);
            assertThat(AWS.bodies().size(), is(1));
            assertTrue(AWS.bodies().get(0), equalToJson(Json.write(body)).match(AWS.bodies().get(0)).isExactMatch());
        } else {
            List<String> paths = assertThrows(InvalidInputException.class, this::read).errors().stream()
                    .map(ValidationError::path)
                    .toList();
            assertThat(paths, not(empty()));
            for (Object path : refused) {
                assertThat(paths, hasItem(pathOfPlugin((String) path)));
            }
            assertThat("problems of a text that is stricter than the AWS CLI", body == null || paths.equals(refused));
        }
    }

    /** The AWS CLI writes a map's entry like a structure's member. */
    private static String pathOfPlugin(String path) {
        return path.replaceFirst("^outputVariables\\.(.*)$", "outputVariables['$1']");
    }

    private CodePipelineRequest read() throws InvalidInputException {
        return member.equals("cliInputJson")
                ? RequestReader.read(operation, Map.of(), text)
                : RequestReader.read(operation, Map.of("jobId", JOB_ID, member, text), null);
    }
}
