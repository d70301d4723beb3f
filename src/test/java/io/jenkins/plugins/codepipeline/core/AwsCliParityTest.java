package io.jenkins.plugins.codepipeline.core;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.github.tomakehurst.wiremock.common.Json;
import io.jenkins.plugins.codepipeline.core.client.Calls;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import io.jenkins.plugins.codepipeline.core.input.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.input.Problem;
import io.jenkins.plugins.codepipeline.core.input.SuccessResultReader;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * Every text of the table is read as aws-cli/1.45.11 reads it. Each row was made by running the AWS CLI: what it sent, or
 * the members that it named when it refused. (Where it crashed without naming one, the list is empty.)
 */
@RunWith(Parameterized.class)
public class AwsCliParityTest {

    private static final String JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";

    @ClassRule
    public static final FakeCodePipeline AWS = new FakeCodePipeline();

    @ClassRule
    public static final Calls CALLS = new Calls(Calls.SHORT);

    @Parameters(name = "{0}: {1}")
    public static List<Object[]> rows() throws Exception {
        List<Object[]> rows = new ArrayList<>();
        try (InputStream table = AwsCliParityTest.class.getResourceAsStream("aws-cli.json")) {
            for (Object row : Json.read(new String(table.readAllBytes(), "UTF-8"), List.class)) {
                Map<?, ?> columns = (Map<?, ?>) row;
                rows.add(new Object[] {columns.get("member"), columns.get("text"), columns.get("body"), columns.get("refused")});
            }
        }
        assertTrue(rows.size() > 300);
        return rows;
    }

    private final String member;
    private final String text;
    private final Object body;
    private final List<?> refused;

    public AwsCliParityTest(String member, String text, Object body, List<?> refused) {
        this.member = member;
        this.text = text;
        this.body = body;
        this.refused = refused;
    }

    @Before
    public void forgetRequests() {
        AWS.records();
    }

    @Test
    public void isReadAsTheAwsCliReadsIt() throws Exception {
        if (body != null) {
            send(read());
            assertThat(AWS.bodies(), hasSize(1));
            assertTrue(AWS.bodies().get(0), equalToJson(Json.write(body)).match(AWS.bodies().get(0)).isExactMatch());
        } else {
            List<String> paths = assertThrows(InvalidInputException.class, this::read).problems().stream()
                    .map(Problem::path)
                    .toList();
            assertThat(paths, not(empty()));
            for (Object path : refused) {
                assertThat(paths, hasItem(pathOfPlugin((String) path)));
            }
        }
    }

    /** The AWS CLI writes a map's entry like a structure's member. */
    private static String pathOfPlugin(String path) {
        return path.replaceFirst("^outputVariables\\.(.*)$", "outputVariables['$1']");
    }

    private PutJobSuccessResultRequest read() throws InvalidInputException {
        return member.equals("cliInputJson")
                ? SuccessResultReader.read(Map.of(), text)
                : SuccessResultReader.read(Map.of("jobId", JOB_ID, member, text));
    }

    private static void send(PutJobSuccessResultRequest request) throws Exception {
        CALLS.send(request, Calls.to(AWS.uri()), Calls.CREDENTIALS);
    }
}
