package io.jenkins.plugins.codepipeline.core.request;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import software.amazon.awssdk.services.codepipeline.model.FailureType;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

public class RequestReaderTest {

    @Test
    public void everyMemberIsReadIntoTheSdksRequest() throws Exception {
        PutJobSuccessResultRequest read = Trees.read(Map.of(
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

        PutJobSuccessResultRequest read = Trees.read(tree);

        assertThat(read.currentRevision() == null, is(true));
        assertThat(read.hasOutputVariables(), is(false));
        assertThat(read.executionDetails().percentComplete() == null, is(true));
    }

    @Test
    public void numbersAndBooleansBecomeTextWhereTextIsAskedFor() throws Exception {
        PutJobSuccessResultRequest read = Trees.read(Map.of(
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
                    Trees.read(Trees.with("executionDetails.percentComplete", fifty))
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
                e.errors().stream().map(ValidationError::toString).toList(),
                containsInAnyOrder(
                        "jobId: got \"x\"; allowed: a CodePipeline job ID of lower-case hexadecimal digits, such as"
                                + " 0123abcd-4567-89ef-0123-456789abcdef",
                        "currentRevision.changeIdentifier: got nothing; allowed: text of 1 to 100 characters (required)",
                        "executionDetails.percentComplete: got 101; allowed: a whole number from 0 to 100",
                        "executionDetails.progress: got 7; allowed: only summary, externalExecutionId, percentComplete",
                        "outputVariables['image tag']: got the name \"image tag\"; allowed: a name of ASCII letters,"
                                + " digits, @, - and _",
                        "outputVariables: got a map with 1 key together with a continuationToken; allowed:"
                                + " either outputVariables or continuationToken, not both",
                        "colour: got \"red\"; allowed: only jobId, currentRevision, continuationToken,"
                                + " executionDetails, outputVariables"));
        assertThat(e.getMessage(), containsString("The input has 7 problems, so nothing was sent"));
        e.errors().forEach(problem -> assertThat(e.getMessage(), containsString("\n  " + problem)));
    }

    @Test
    public void ofVeryManyProblemsTheFirstAreListed() {
        Map<String, Object> variables = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            variables.put("a b" + i, "v");
        }

        InvalidInputException e = refused(Trees.with("outputVariables", variables));

        assertThat(e.errors().size(), is(10_000));
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
                refused(Trees.with("continuationToken", new UnsupportedValue("java.io.File")))
                        .errors()
                        .get(0)
                        .given(),
                is("an object of type java.io.File"));
    }

    @Test
    public void anOutputVariableNeedsAValueWhichMayBeEmpty() throws Exception {
        Map<String, Object> variables = new HashMap<>();
        variables.put("empty", "");
        assertThat(
                Trees.read(Trees.with("outputVariables", variables))
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
        Trees.read(Trees.with("outputVariables", Map.of("aZ09@-_", "v")));
        for (String name : List.of("", "a b", "a.b", "é", "a/b", "a\n")) {
            assertThat(name, paths(refused(Trees.with("outputVariables", Map.of(name, "v")))).size(), is(1));
        }
    }

    @Test
    public void outputVariablesMayTake122880BytesOfUtf8InAll() throws Exception {
        String half = "é".repeat(122_880 / 4 - 1);
        Trees.read(Trees.with("outputVariables", Map.of("k1", half, "k2", half)));

        InvalidInputException e =
                refused(Trees.with("outputVariables", Map.of("k1", half, "k2", half + "x")));

        assertThat(
                e.errors(),
                contains(new ValidationError(
                        "outputVariables",
                        "122881 bytes",
                        "at most 122880 bytes of UTF-8 for all names and values together")));
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
                .errors()
                .get(0)
                .given();

        assertThat(problem, not(containsString("\n")));
        assertThat(problem, not(containsString("\u001b")));
        assertThat(problem, is("\"[Pipeline] forged\\n\\u001b[31m" + "x".repeat(37) + "…\" (5023 characters)"));
    }

    @Test
    public void aFailureIsReadIntoTheSdksRequest() throws Exception {
        assertThat(
                Trees.readFailure(Map.of(
                        "jobId", Trees.JOB_ID,
                        "failureDetails", Map.of("type", "SystemUnavailable", "message", "No agent", "externalExecutionId", 7))),
                is(PutJobFailureResultRequest.builder()
                        .jobId(Trees.JOB_ID)
                        .failureDetails(details ->
                                details.type(FailureType.SYSTEM_UNAVAILABLE).message("No agent").externalExecutionId("7"))
                        .build()));
    }

    @Test
    public void allProblemsOfAFailureAreFoundAtOnce() {
        List<ValidationError> problems = Trees.problems(
                JobResultOperation.FAILURE,
                Map.of(
                        "jobId", "x",
                        "failureDetails", Map.of("type", "Failed", "externalExecutionId", "", "reason", "r"),
                        "executionDetails", Map.of()),
                null);

        assertThat(
                problems.stream().map(ValidationError::toString).toList(),
                containsInAnyOrder(
                        "jobId: got \"x\"; allowed: a CodePipeline job ID of lower-case hexadecimal digits, such as"
                                + " 0123abcd-4567-89ef-0123-456789abcdef",
                        "failureDetails.type: got \"Failed\"; allowed: one of JobFailed, ConfigurationError, PermissionError,"
                                + " RevisionOutOfSync, RevisionUnavailable, SystemUnavailable",
                        "failureDetails.message: got nothing; allowed: text of 1 to 5000 characters (in a Pipeline,"
                                + " text.drop(text.length() - 5000) keeps the end of a longer one) (required)",
                        "failureDetails.externalExecutionId: got \"\"; allowed: text of 1 to 1500 characters",
                        "failureDetails.reason: got \"r\"; allowed: only type, message, externalExecutionId",
                        "executionDetails: got an empty map; allowed: only jobId, failureDetails"));
    }

    @Test
    public void aFailureNeedsItsDetails() {
        assertThat(
                Trees.problems(JobResultOperation.FAILURE, Map.of("jobId", Trees.JOB_ID), null),
                contains(new ValidationError(
                        "failureDetails", "nothing", "a map with the keys type, message, externalExecutionId (required)")));
    }

    @Test
    public void aNumberOfAnySizeInAMapIsOneProblemBesideTheOthers() {
        for (Number number : List.of(
                new BigDecimal("1e999999999"),
                new BigDecimal("-1e-999999999"),
                new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE),
                new BigDecimal(BigInteger.ONE, Integer.MAX_VALUE),
                BigInteger.TEN.pow(10_000),
                Double.NEGATIVE_INFINITY)) {
            assertThat(
                    Printable.value(number),
                    paths(refused(Map.of("jobId", "x", "executionDetails", Map.of("percentComplete", number, "more", number)))),
                    containsInAnyOrder("jobId", "executionDetails.percentComplete", "executionDetails.more"));
        }
    }

    @Test
    public void whatIsStoredOfAnInputSurvivesARestart() throws Exception {
        ValidationError error = new ValidationError("jobId", "nothing", "text");
        UnsupportedValue value = new UnsupportedValue("java.io.File");

        assertThat(stored(error), is(error));
        assertThat(stored(value), is(value));
    }

    private static Object stored(Object object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    private static InvalidInputException refused(Map<String, ?> tree) {
        return assertThrows(InvalidInputException.class, () -> Trees.read(tree));
    }

    private static List<String> paths(InvalidInputException e) {
        return e.errors().stream().map(ValidationError::path).toList();
    }
}
