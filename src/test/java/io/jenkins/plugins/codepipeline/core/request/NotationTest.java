package io.jenkins.plugins.codepipeline.core.request;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.Test;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** What texts mean beyond that which the AWS CLI decides, and how their errors read. */
public class NotationTest {

    private static final int MIB = 1 << 20;

    // Shorthand

    @Test
    public void anErrorInShorthandPointsToTheCharacter() {
        assertThat(
                message("executionDetails", "summary={a=b},percentComplete"),
                endsWith("\n  executionDetails: got the end of the text at character 30; allowed: AWS CLI shorthand, that is \"=\":"
                        + "\n      summary={a=b},percentComplete"
                        + "\n                                   ^"));
        assertThat(
                message("executionDetails", "summary=\"a\"b"),
                endsWith("\n  executionDetails: got \"b\" at character 12; allowed: AWS CLI shorthand, that is \",\":"
                        + "\n      summary=\"a\"b"
                        + "\n                 ^"));
        assertThat(message("executionDetails", "summary='a"), containsString("got \"'\" at character 9; allowed: AWS CLI shorthand, that is a closing \"'\":"));
        assertThat(message("executionDetails", "summary=a,summary=b"), containsString("got \"s\" at character 11; allowed: AWS CLI shorthand, that is a key other than summary, which was given already:"));
        assertThat(message("executionDetails", "summary=a,"), containsString("that is a value:"));
    }

    @Test
    public void anErrorInALongTextShowsOnlyItsPlaceOnOneLine() {
        String message = message("executionDetails", "summary=\"" + "x\n".repeat(5000) + "\"y" + "z".repeat(5000));

        assertThat(message.length(), lessThan(500));
        assertThat(message.lines().toList(), hasSize(4));
        String[] lines = message.split("\n");
        assertThat(lines[2].charAt(lines[3].indexOf('^')), is('y'));
    }

    @Test
    public void shorthandDeeperThanAnyMemberIsRefusedBeforeTheStackIs() {
        assertThat(message("executionDetails", "summary=" + "[".repeat(100_000)), containsString("at most 100 levels"));
    }

    // JSON

    @Test
    public void anErrorInJsonTellsLineAndColumn() {
        assertThat(
                message("executionDetails", "{bad"),
                containsString("executionDetails: got text that is not valid JSON at line 1 column 2 (Unexpected character ('b'"));
        assertThat(message("executionDetails", "{\n  \"summary\": nope}"), containsString("at line 2 column 1"));
        assertThat(message(null, " \n "), containsString("cliInputJson: got text that is not valid JSON at line 2 column 2 (there is no value)"));
    }

    @Test
    public void aMemberThatIsThereTwiceIsRefused() {
        assertThat(
                message("executionDetails", "{\"summary\": \"a\", \"summary\": \"b\"}"),
                containsString("at line 1 column 27 (Duplicate field 'summary')"));
    }

    @Test
    public void textBehindTheValueIsRefused() {
        assertThat(
                message("executionDetails", "{} {}"),
                containsString("at line 1 column 4 (there is more text after the value)"));
    }

    @Test
    public void jsonThatIsTooDeepIsRefused() {
        assertThat(message("executionDetails", "{\"summary\": " + "[".repeat(100_000)), containsString("nesting depth"));
    }

    @Test
    public void anErrorInJsonEchoesNoMoreThanAShortPiece() {
        assertThat(message(null, "secret".repeat(10_000)).length(), lessThan(500));
        assertThat(message(null, "{\"" + "secret".repeat(10_000) + "\": 1, \"" + "secret".repeat(10_000) + "\": 1}").length(), lessThan(500));
        assertThat(message(null, "\"" + "secret".repeat(10_000) + "\"").length(), lessThan(500));
    }

    @Test
    public void aTextOfMoreThanOneMibIsRefusedInEachNotation() throws Exception {
        assertThat(
                message("executionDetails", "{\"unknown\": \"" + "é".repeat(MIB / 2) + "\"}"),
                containsString("got a text of 524303 characters; allowed: at most 1048576 bytes of UTF-8"));
        assertThat(message("executionDetails", "unknown=" + "x".repeat(MIB)), containsString("allowed: at most 1048576 bytes"));
        assertThat(message(null, " ".repeat(MIB + 1)), containsString("cliInputJson: got a text of 1048577 characters"));
        assertThat(
                message("executionDetails", "unknown=" + "x".repeat(MIB - 8)), containsString("executionDetails.unknown: got"));
        Trees.read(Map.of(), " ".repeat(MIB - 48) + "{\"jobId\":\"" + Trees.JOB_ID + "\"}");
    }

    @Test
    public void aByteOrderMarkAtTheStartOfJsonIsIgnored() throws Exception {
        String json = "\ufeff{\"summary\": \"Done\"}";

        assertThat(
                Trees.read(Map.of("jobId", Trees.JOB_ID, "executionDetails", json)),
                is(Trees.read(Trees.with("executionDetails.summary", "Done"))));
        assertThat(
                Trees.read(Map.of(), "\ufeff{\"jobId\": \"" + Trees.JOB_ID + "\", \"executionDetails\": " + json.substring(1) + "}"),
                is(Trees.read(Trees.with("executionDetails.summary", "Done"))));
        assertThat(message("executionDetails", json.repeat(2)), containsString("at line 1 column 20"));
    }

    @Test
    public void aNumberOfAnySizeInJsonIsOneProblemBesideTheOthers() {
        for (String number : List.of(
                "1e2147483648", "-1e2147483648", "1e999999999", "-1e-2147483649", "1e-999999999999", "9".repeat(1000), "NaN", "-Infinity")) {
            assertThat(
                    number,
                    paths(Map.of("jobId", "x", "executionDetails", "{\"percentComplete\": " + number + ", \"more\": 1}"), null),
                    is(List.of("jobId", "executionDetails.percentComplete", "executionDetails.more")));
            assertThat(
                    number,
                    paths(
                            Map.of(),
                            "{\"executionDetails\": {\"percentComplete\": " + number + ", \"summary\": " + number + "}, \"more\": "
                                    + number + "}"),
                    is(List.of("jobId", "executionDetails.summary", "executionDetails.percentComplete", "more")));
        }
    }

    @Test
    public void aNumberOfAnySizeInShorthandIsOneProblemBesideTheOthers() {
        for (String number : List.of("1e2147483648", "1e999999999", "-1e-2147483649", "9".repeat(100_000), "NaN")) {
            assertThat(
                    Printable.text(number),
                    paths(Map.of("jobId", "x", "executionDetails", "percentComplete=" + number + ",more=1"), null),
                    is(List.of("jobId", "executionDetails.percentComplete", "executionDetails.more")));
        }
        assertThat(
                paths(Map.of("jobId", "x", "currentRevision", "revision=r,changeIdentifier=c,created=1e2147483648,more=1"), null),
                is(List.of("jobId", "currentRevision.created", "currentRevision.more")));
    }

    // Files

    @Test
    public void aFileOfTheControllerIsNeverRead() {
        for (String file : List.of("file:///etc/passwd", "file://result.json", "fileb:///etc/passwd")) {
            for (String member : List.of("jobId", "currentRevision", "continuationToken", "executionDetails", "outputVariables")) {
                assertThat(
                        message(member, file),
                        containsString(member + ": got \"" + file + "\"; allowed: the text itself; in a Pipeline, readFile returns the text of a file"));
            }
            assertThat(message(null, file), containsString("cliInputJson: got \"" + file + "\"; allowed: the text itself"));
            for (String value : List.of(file, "'" + file + "'", "\"" + file + "\"", "[" + file + "]", "{a@=" + file + "}")) {
                assertThat(message("executionDetails", "summary@=" + value), containsString("executionDetails: got \"" + file));
            }
        }
    }

    @Test
    public void aFilesNameWithinAValueIsAText() throws Exception {
        assertThat(
                Trees.read(Map.of("jobId", Trees.JOB_ID, "executionDetails", "summary=file:///a"))
                        .executionDetails()
                        .summary(),
                is("file:///a"));
    }

    // cliInputJson

    @Test
    public void anExplicitMemberReplacesThatOfCliInputJsonWhole() throws Exception {
        String json = "{\"jobId\": \"" + Trees.JOB_ID + "\", \"continuationToken\": \"t\","
                + " \"executionDetails\": {\"summary\": \"of JSON\", \"percentComplete\": 7}}";

        PutJobSuccessResultRequest read = Trees.read(Map.of("executionDetails", "summary=explicit"), json);

        assertThat(
                read,
                is(PutJobSuccessResultRequest.builder()
                        .jobId(Trees.JOB_ID)
                        .continuationToken("t")
                        .executionDetails(details -> details.summary("explicit"))
                        .build()));
    }

    @Test
    public void aMistakeInAMemberThatIsReplacedDoesNotMatterButOneInTheNotationDoes() throws Exception {
        Trees.read(
                Map.of("jobId", Trees.JOB_ID, "executionDetails", Map.of()), "{\"executionDetails\": {\"percentComplete\": 500}}");

        InvalidInputException e = assertThrows(
                InvalidInputException.class,
                () -> Trees.read(Map.of("jobId", "x", "executionDetails", "{"), "{"));
        assertThat(
                e.errors().stream().map(ValidationError::path).toList(), is(List.of("cliInputJson", "jobId", "executionDetails")));
    }

    @Test
    public void whatCouldBeInJsonThatIsNotValidIsNotCalledMissing() {
        InvalidInputException e = assertThrows(InvalidInputException.class, () -> Trees.read(Map.of(), "{"));

        assertThat(e.errors().stream().map(ValidationError::path).toList(), is(List.of("cliInputJson")));
    }

    /** The error of a text that is given for a member, or where that is null, as cliInputJson. */
    private static String message(String member, String text) {
        return assertThrows(
                        InvalidInputException.class,
                        () -> Trees.read(
                                member == null ? Map.of() : Map.of(member, text), member == null ? text : null))
                .getMessage()
                .replaceAll("\n  jobId: got nothing[^\n]*", "");
    }

    private static List<String> paths(Map<String, ?> members, String cliInputJson) {
        return Trees.paths(Trees.problems(JobResultOperation.SUCCESS, members, cliInputJson));
    }
}
