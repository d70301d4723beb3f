package io.jenkins.plugins.codepipeline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.jenkins.plugins.codepipeline.core.input.Skeleton;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.Test;

public class PutJobSuccessResultDemoTest {

    private static final String JOB_ID = "11111111-abcd-1111-abcd-111111abcdef";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    public void theRequestTheAnswerAndTheReceiptArePrinted() throws Exception {
        assertThat(
                run("--job-id", JOB_ID, "--execution-details", "{\"summary\": \"It's done\"}"),
                is(true));
        assertThat(
                text(),
                allOf(
                        containsString("--execution-details '{\"summary\": \"It'\\''s done\"}'"),
                        containsString("{\"jobId\":\"" + JOB_ID + "\",\"executionDetails\":{\"summary\":\"It's done\""),
                        containsString("HTTP 200"),
                        containsString("attempts   1"),
                        containsString(JOB_ID + " Succeeded")));
    }

    @Test
    public void anOptionTakesThePlaceOfAMemberOfTheJson() throws Exception {
        assertThat(
                run(
                        "--cli-input-json", "{\"jobId\": \"" + JOB_ID + "\", \"continuationToken\": \"json\"}",
                        "--continuation-token", "option"),
                is(true));
        assertThat(text(), containsString("InProgress, carries the token option"));
    }

    @Test
    public void theSkeletonIsThatOfTheAwsCli() throws Exception {
        assertThat(run("--generate-cli-skeleton"), is(true));
        assertThat(run("--generate-cli-skeleton", "--job-id", "x"), is(true));
        assertThat(text(), is(Skeleton.text().repeat(2)));
    }

    @Test
    public void theSkeletonOfTheOutputChecksAndSendsNothing() throws Exception {
        assertThat(run("--generate-cli-skeleton", "output", "--job-id", JOB_ID), is(true));
        assertThat(text(), is(""));
        assertThat(run("--generate-cli-skeleton", "output", "--job-id", "x"), is(false));
        assertThat(text(), containsString("jobId: got \"x\""));
    }

    @Test
    public void argumentsThatAreNoneAreRefused() throws Exception {
        assertThat(run("--job-name", "x"), is(false));
        assertThat(text(), allOf(containsString("--job-name"), containsString("--output-variables")));
        assertThat(run("--job-id"), is(false));
        assertThat(text(), containsString("The option --job-id needs a value."));
        assertThat(run("--generate-cli-skeleton", "yaml"), is(false));
        assertThat(text(), containsString("takes input or output"));
    }

    private boolean run(String... arguments) throws Exception {
        return new PutJobSuccessResultDemo(new PrintStream(output, true, UTF_8)).run(List.of(arguments));
    }

    private String text() {
        return output.toString(UTF_8);
    }
}
