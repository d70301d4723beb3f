package io.jenkins.plugins.codepipeline.core.input;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.containsString;
import static org.junit.Assert.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

public class SuccessResultReaderTest {

    @Test
    public void everyMemberIsReadIntoTheSdksRequest() throws Exception {
        PutJobSuccessResultRequest read = SuccessResultReader.read(Map.of(
                "jobId", Trees.JOB_ID,
                "currentRevision",
                        Map.of(
                                "revision", "r1",
                                "changeIdentifier", "c1",
                                "created", "2026-01-02T03:04:05Z",
                                "revisionSummary", "Fix"),
                "executionDetails", Map.of("summary", "Done", "externalExecutionId", "7", "percentComplete", 100),
                "outputVariables", Map.of("imageTag", "1.4.2")));

        assertThat(
                read,
                equalTo(PutJobSuccessResultRequest.builder()
                        .jobId(Trees.JOB_ID)
                        .currentRevision(r -> r.revision("r1")
                                .changeIdentifier("c1")
                                .created(Instant.parse("2026-01-02T03:04:05Z"))
                                .revisionSummary("Fix"))
                        .executionDetails(d -> d.summary("Done").externalExecutionId("7").percentComplete(100))
                        .outputVariables(Map.of("imageTag", "1.4.2"))
                        .build()));
    }

    @Test
    public void membersThatAreNotGivenAreNotSet() throws Exception {
        Map<String, Object> tree = new HashMap<>();
        tree.put("jobId", Trees.JOB_ID);
        tree.put("currentRevision", null);
        tree.put("executionDetails", new HashMap<>());

        PutJobSuccessResultRequest read = SuccessResultReader.read(tree);

        assertThat(read.currentRevision() == null, is(true));
        assertThat(read.hasOutputVariables(), is(false));
        assertThat(read.executionDetails().percentComplete() == null, is(true));
    }

    @Test
    public void numbersAndBooleansBecomeTextWhereTextIsAskedFor() throws Exception {
        PutJobSuccessResultRequest read = SuccessResultReader.read(Map.of(
                "jobId", Trees.JOB_ID,
                "continuationToken", 42,
                "executionDetails", Map.of("summary", true, "externalExecutionId", new BigDecimal("1E+3"))));

        assertThat(read.continuationToken(), is("42"));
        assertThat(read.executionDetails().summary(), is("true"));
        assertThat(read.executionDetails().externalExecutionId(), is("1000"));
    }

    @Test
    public void aNumberOfMoreDigitsThanAnyTextMayHaveIsNotWrittenOut() {
        for (String number : List.of("1E+400000000", "1E-400000000")) {
            assertThat(
                    paths(refused(Trees.with("executionDetails.summary", new BigDecimal(number)))),
                    contains("executionDetails.summary"));
        }
    }

    @Test
    public void aPercentageMayBeAnyWholeNumber() throws Exception {
        for (Object fifty : List.of(
                50, 50L, 50.0, new BigDecimal("50.00"), new BigDecimal("5E+1"), BigInteger.valueOf(50), "50", " 50 ", "+50")) {
            assertThat(
                    fifty.getClass() + ": " + fifty,
                    SuccessResultReader.read(Trees.with("executionDetails.percentComplete", fifty))
                            .executionDetails()
                            .percentComplete(),
                    is(50));
        }
    }

    @Test
    public void allProblemsAreFoundAtOnce() {
        InvalidInputException e = refused(Map.of(
                "jobId", "x",
                "colour", "red",
                "continuationToken", "t",
                "currentRevision", Map.of("revision", "r"),
                "executionDetails", Map.of("percentComplete", 101, "progress", 7),
                "outputVariables", Map.of("image tag", "1")));

        assertThat(
                e.problems().stream().map(Problem::toString).toList(),
                containsInAnyOrder(
                        "jobId: got \"x\"; allowed: a CodePipeline job id of lower-case hexadecimal digits, such as"
                                + " 0123abcd-4567-89ef-0123-456789abcdef",
                        "currentRevision.changeIdentifier: got nothing; allowed: text of 1 to 100 characters (required)",
                        "executionDetails.percentComplete: got 101; allowed: a whole number from 0 to 100",
                        "executionDetails.progress: got 7; allowed: only summary, externalExecutionId, percentComplete",
                        "outputVariables['image tag']: got the name \"image tag\"; allowed: a name of ASCII letters,"
                                + " digits, @, - and _",
                        "outputVariables: got a structure with 1 member together with a continuationToken; allowed:"
                                + " outputVariables or continuationToken, never both",
                        "colour: got \"red\"; allowed: only jobId, currentRevision, continuationToken,"
                                + " executionDetails, outputVariables"));
        assertThat(e.getMessage(), containsString("The input has 7 problems, so nothing was sent"));
        e.problems().forEach(problem -> assertThat(e.getMessage(), containsString("\n  " + problem)));
    }

    @Test
    public void ofVeryManyProblemsTheFirstAreListed() {
        Map<String, Object> variables = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            variables.put("a b" + i, "v");
        }

        InvalidInputException e = refused(Trees.with("outputVariables", variables));

        assertThat(e.problems().size(), is(10_000));
        assertThat(e.getMessage().lines().count(), is(52L));
        assertThat(e.getMessage(), containsString("\n  … and 9,950 more"));
    }

    @Test
    public void aJobIdIsRequired() {
        assertThat(paths(refused(Map.of())), contains("jobId"));
    }

    @Test
    public void aValueOfAnotherShapeIsRefusedByItsPath() {
        assertThat(paths(refused(Trees.with("currentRevision", "r1"))), contains("currentRevision"));
        assertThat(paths(refused(Trees.with("executionDetails", List.of(1)))), contains("executionDetails"));
        assertThat(paths(refused(Trees.with("outputVariables", 5))), contains("outputVariables"));
        assertThat(paths(refused(Trees.with("jobId", Map.of()))), contains("jobId"));
        assertThat(
                refused(Trees.with("continuationToken", new Unsupported("java.io.File")))
                        .problems()
                        .get(0)
                        .given(),
                is("an object of type java.io.File"));
    }

    @Test
    public void anOutputVariableNeedsAValueWhichMayBeEmpty() throws Exception {
        Map<String, Object> variables = new HashMap<>();
        variables.put("empty", "");
        assertThat(
                SuccessResultReader.read(Trees.with("outputVariables", variables))
                        .outputVariables(),
                is(Map.of("empty", "")));

        variables.put("none", null);
        variables.put("list", Arrays.asList(1, 2));
        assertThat(
                paths(refused(Trees.with("outputVariables", variables))),
                containsInAnyOrder("outputVariables['none']", "outputVariables['list']"));
    }

    @Test
    public void anOutputVariablesNameHasOnlyTheCharactersThatTheServiceAllows() throws Exception {
        SuccessResultReader.read(Trees.with("outputVariables", Map.of("aZ09@-_", "v")));
        for (String name : List.of("", "a b", "a.b", "é", "a/b", "a\n")) {
            assertThat(name, paths(refused(Trees.with("outputVariables", Map.of(name, "v")))).size(), is(1));
        }
    }

    @Test
    public void outputVariablesMayTake122880BytesOfUtf8InAll() throws Exception {
        String half = "é".repeat(122_880 / 4 - 1);
        SuccessResultReader.read(Trees.with("outputVariables", Map.of("k1", half, "k2", half)));

        InvalidInputException e =
                refused(Trees.with("outputVariables", Map.of("k1", half, "k2", half + "x")));

        assertThat(
                e.problems(),
                contains(new Problem(
                        "outputVariables",
                        "122881 bytes",
                        "at most 122880 bytes of UTF-8, all names and values together")));
    }

    @Test
    public void outputVariablesAndAContinuationTokenExcludeEachOtherEvenIfOneIsWrongInItself() {
        Map<String, Object> tree = Trees.with("continuationToken", "x".repeat(2049));
        tree.put("outputVariables", Map.of("k", "v"));

        assertThat(paths(refused(tree)), containsInAnyOrder("continuationToken", "outputVariables"));
    }

    @Test
    public void whatIsShownOfAValueIsShortAndOnOneLine() {
        String problem = refused(Trees.with("jobId", "[Pipeline] forged\n\u001b[31m" + "x".repeat(5000)))
                .problems()
                .get(0)
                .given();

        assertThat(problem, not(containsString("\n")));
        assertThat(problem, not(containsString("\u001b")));
        assertThat(problem, is("\"[Pipeline] forged\\n\\u001b[31m" + "x".repeat(37) + "…\" (5023 characters)"));
    }

    private static InvalidInputException refused(Map<String, ?> tree) {
        return assertThrows(InvalidInputException.class, () -> SuccessResultReader.read(tree));
    }

    private static List<String> paths(InvalidInputException e) {
        return e.problems().stream().map(Problem::path).toList();
    }
}
