package io.jenkins.plugins.codepipeline.core.client;

import static io.jenkins.plugins.codepipeline.core.client.FaultyServer.JSON;
import static io.jenkins.plugins.codepipeline.core.client.FaultyServer.answers;
import static io.jenkins.plugins.codepipeline.core.client.FaultyServer.head;
import static io.jenkins.plugins.codepipeline.core.client.FaultyServer.refuses;
import static io.jenkins.plugins.codepipeline.core.client.FaultyServer.sends;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.codepipeline.core.client.Calls.Operation;
import io.jenkins.plugins.codepipeline.core.client.FaultyServer.Act;
import io.jenkins.plugins.codepipeline.core.client.FaultyServer.Behaviour;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hamcrest.Matcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Every fault that a result may meet, for both operations: whether the endpoint had recorded the result or not, and whether
 * the answer to an earlier attempt was lost or not. What comes of it, how many requests are sent, what is said, and how many
 * results the endpoint has in the end.
 */
@RunWith(Parameterized.class)
public class FaultTableTest {

    private static final String HTML = "text/html";
    private static final String NOT_IN_TIME = "did not answer in time";

    /** Whether AWS may have acted on the request. */
    private enum Effect {
        NONE,
        MAYBE
    }

    /** Whether another attempt is made. */
    private enum Tried {
        ONCE,
        AGAIN
    }

    /** The answer does not come after the whole request was read. */
    private static final Behaviour LOSES_ANSWER = sends("");

    private record Fault(
            String name, Behaviour behaviour, Tried tried, Effect effect, Optional<String> errorCode, List<String> texts) {

        boolean usesUpTime() {
            return texts.contains(NOT_IN_TIME);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Parameters(name = "{0}: {1}")
    public static List<Object[]> rows() {
        List<Object[]> rows = new ArrayList<>();
        for (Operation<?> operation : List.of(Calls.SUCCESS, Calls.FAILURE)) {
            faults(operation.name()).forEach(fault -> rows.add(new Object[] {operation, fault}));
        }
        return rows;
    }

    private static List<Fault> faults(String operation) {
        List<Fault> rows = new ArrayList<>();
        rows.add(error(operation, 400, "ValidationException", Tried.ONCE, Effect.NONE, "Correct the value that the answer names"));
        rows.add(error(operation, 400, "JobNotFoundException", Tried.ONCE, Effect.NONE, "Check the job ID, and that the region"));
        rows.add(error(operation, 400, "OutputVariablesSizeExceededException", Tried.ONCE, Effect.NONE, "Use fewer or shorter output variables"));
        rows.add(error(operation, 400, "AccessDeniedException", Tried.ONCE, Effect.NONE, "codepipeline:" + operation));
        rows.add(error(operation, 400, "ExpiredTokenException", Tried.ONCE, Effect.NONE, "The session of these credentials has expired"));
        rows.add(error(operation, 400, "UnrecognizedClientException", Tried.ONCE, Effect.NONE, "AWS does not know the access key"));
        rows.add(error(operation, 403, "InvalidClientTokenId", Tried.ONCE, Effect.NONE, "AWS does not know the access key"));
        rows.add(error(operation, 400, "InvalidSignatureException", Tried.ONCE, Effect.NONE, "Check the secret access key"));
        rows.add(error(operation, 418, "SomethingNewException", Tried.ONCE, Effect.NONE, "See the error reference of AWS CodePipeline"));
        rows.add(error(operation, 400, "ThrottlingException", Tried.AGAIN, Effect.NONE, "make fewer calls at once"));
        rows.add(error(operation, 429, "TooManyRequestsException", Tried.AGAIN, Effect.NONE, "make fewer calls at once"));
        rows.add(error(operation, 400, "RequestTimeTooSkewed", Tried.AGAIN, Effect.NONE, "See the error reference"));
        rows.add(error(operation, 500, "InternalFailure", Tried.AGAIN, Effect.MAYBE, "This is an error on the side of AWS"));
        rows.add(error(operation, 503, "ServiceUnavailable", Tried.AGAIN, Effect.MAYBE, "This is an error on the side of AWS"));
        rows.add(error(operation, 501, "NotImplemented", Tried.ONCE, Effect.MAYBE, "This is an error on the side of AWS"));

        rows.add(foreign("the login page of a network", answersWithoutRequestId(200, "<html>log in</html>"), 200, Tried.ONCE, Effect.MAYBE));
        rows.add(foreign("a redirect", answersWithoutRequestId(302, ""), 302, Tried.ONCE, Effect.NONE));
        rows.add(foreign("a proxy that refuses the page", answers(403, HTML, "<html>blocked</html>"), 403, Tried.ONCE, Effect.NONE));
        rows.add(foreign("a proxy that asks for a password", answers(407, HTML, "<html>who</html>"), 407, Tried.ONCE, Effect.NONE));
        rows.add(foreign("a gateway without a server", answers(502, HTML, "<html>bad gateway</html>"), 502, Tried.AGAIN, Effect.MAYBE));
        rows.add(foreign("a gateway that waited too long", answers(504, HTML, "<html>time-out</html>"), 504, Tried.AGAIN, Effect.MAYBE));
        rows.add(foreign("an error without a body", answers(400, JSON, ""), 400, Tried.ONCE, Effect.NONE));
        rows.add(foreign("an error that is no JSON", answers(400, JSON, "{\"__type\": \"Val"), 400, Tried.ONCE, Effect.NONE));
        rows.add(foreign("an error cut short", sends(head(500, JSON, 200) + "{\"__type\""), 500, Tried.AGAIN, Effect.MAYBE));

        rows.add(broken("closes at once", new Behaviour(false, (connection, request) -> {}), Effect.MAYBE, "was lost, or the answer could not be read: "));
        rows.add(broken("closes after the request", LOSES_ANSWER, Effect.MAYBE, "was lost, or the answer could not be read: "));
        rows.add(broken("resets after the request", after(FaultTableTest::reset), Effect.MAYBE, "was lost, or the answer could not be read: "));
        rows.add(broken("closes within the status line", sends("HTTP/1."), Effect.MAYBE, "was lost, or the answer could not be read: "));
        rows.add(broken("closes within the headers", sends("HTTP/1.1 200 OK\r\nContent-"), Effect.MAYBE, "was lost, or the answer could not be read: "));
        rows.add(broken("sends garbage", sends("\0\1\2garbage\r\n\r\n"), Effect.MAYBE, "was lost, or the answer could not be read: "));
        rows.add(broken("speaks another protocol", sends("SSH-2.0-OpenSSH_9.2\r\n"), Effect.MAYBE, "was lost, or the answer could not be read: "));
        rows.add(broken("never answers", FaultyServer.hangs(() -> {}, () -> {}), Effect.MAYBE, NOT_IN_TIME));
        rows.add(broken("answers a byte at a time", after(FaultTableTest::drip), Effect.MAYBE, NOT_IN_TIME));
        return rows;
    }

    private static Fault error(String operation, int status, String code, Tried tried, Effect effect, String advice) {
        String text = "AWS CodePipeline in eu-west-1 rejected " + operation + ": " + code
                + ": its own **** words\\nforged line (HTTP " + status + ", request ID " + FakeCodePipeline.REQUEST_ID + ")\n";
        return new Fault(
                status + " " + code,
                refuses(status, code, "its own tiger words\\nforged line"),
                tried,
                effect,
                Optional.of(code),
                List.of(text, advice));
    }

    private static Fault foreign(String name, Behaviour behaviour, int status, Tried tried, Effect effect) {
        return new Fault(
                name,
                behaviour,
                tried,
                effect,
                Optional.empty(),
                List.of("answered HTTP " + status + ", but the answer is not from AWS CodePipeline.\nCheck the endpoint"));
    }

    private static Fault broken(String name, Behaviour behaviour, Effect effect, String text) {
        return new Fault(name, behaviour, Tried.AGAIN, effect, Optional.empty(), List.of(text, "\nCheck "));
    }

    private static Behaviour answersWithoutRequestId(int status, String body) {
        return sends(head(status, HTML, body.length()).replaceFirst("x-amzn-RequestId: .*\r\n", "") + body);
    }

    private static Behaviour after(Act act) {
        return new Behaviour(true, act);
    }

    private static void reset(Socket connection, String request) throws Exception {
        connection.setSoLinger(true, 0);
    }

    private static void drip(Socket connection, String request) throws Exception {
        for (char next : head(200, JSON, 0).toCharArray()) {
            connection.getOutputStream().write(next);
            connection.getOutputStream().flush();
            Thread.sleep(100);
        }
    }

    @Rule
    public final FaultyServer server = new FaultyServer();

    @Rule
    public final Calls calls;

    private final Operation<?> operation;
    private final Fault fault;

    public FaultTableTest(Operation<?> operation, Fault fault) {
        this.operation = operation;
        this.fault = fault;
        calls = new Calls(fault.usesUpTime() ? Calls.IMPATIENT : Calls.PATIENT);
    }

    @Test
    public void aResultThatIsNotRecordedIsSentAgainOrTheCallFails() throws Exception {
        passes(false, List.of(fault.behaviour()));
    }

    @Test
    public void aResultThatIsRecordedAllTheSameStaysTheOnlyOne() throws Exception {
        passes(true, List.of(fault.behaviour()));
    }

    @Test
    public void afterALostAnswerAResultThatIsNotRecordedIsSentAgainOrTheCallFails() throws Exception {
        passes(false, List.of(LOSES_ANSWER, fault.behaviour()));
    }

    @Test
    public void afterALostAnswerAResultThatIsRecordedAllTheSameStaysTheOnlyOne() throws Exception {
        passes(true, List.of(LOSES_ANSWER, fault.behaviour()));
    }

    @Test
    public void aFaultThatStaysEndsTheCallWithItsText() {
        server.behave(fault.behaviour());

        CallFailedException failure = failure();

        assertSays(failure, fault.tried() == Tried.AGAIN ? Calls.PATIENT.attempts() : 1);
        assertThat(failure.answerLost(), is(fault.effect() == Effect.MAYBE));
    }

    @Test
    public void noFaultMakesASuccessOfAJobThatHasEnded() {
        server.behave(
                fault.behaviour(),
                refuses(400, "InvalidJobStateException", "Job with id " + Calls.JOB_ID + " has already terminated"));

        CallFailedException failure = failure();

        assertThat(failure.answerLost(), is(fault.effect() == Effect.MAYBE));
        if (fault.tried() == Tried.ONCE) {
            assertSays(failure, 1);
            return;
        }
        assertThat(server.requests(), hasSize(2));
        assertThat(failure.errorCode(), is(Optional.of("InvalidJobStateException")));
        assertThat(failure.getMessage(), containsString("The job has already ended, or it has the opposite result."));
        assertThat(failure.getMessage(), says("but it did not record this result either", failure.answerLost()));
        assertThat(failure.getMessage(), says("It is safe to send the same request again", false));
        assertThat(server.recorded(), is(0));
    }

    /** @param behaviours come first; then the endpoint answers as CodePipeline does */
    private void passes(boolean recorded, List<Behaviour> behaviours) throws Exception {
        List<Behaviour> all = new ArrayList<>();
        behaviours.forEach(behaviour -> all.add(recorded ? server.recordsAnd(behaviour) : behaviour));
        all.add(server.records());
        server.behave(all.toArray(Behaviour[]::new));

        if (fault.tried() == Tried.AGAIN) {
            CallResult<?> result = calls.call(operation, server.uri("http")).call();

            assertThat(result.requestId(), is(FakeCodePipeline.REQUEST_ID));
            assertThat(result.attempts(), is(all.size()));
            assertThat(server.requests(), hasSize(all.size()));
            assertThat(server.recorded(), is(1));
        } else {
            CallFailedException failure = failure();

            assertSays(failure, behaviours.size());
            assertThat(failure.answerLost(), is(behaviours.size() > 1 || fault.effect() == Effect.MAYBE));
            assertThat(server.recorded(), is(recorded ? 1 : 0));
        }
    }

    private void assertSays(CallFailedException failure, int attempts) {
        String message = failure.getMessage();
        assertThat(server.requests(), hasSize(attempts));
        fault.texts().forEach(text -> assertThat(message, containsString(text)));
        assertThat(failure.errorCode(), is(fault.errorCode()));
        assertThat(
                message,
                says("AWS CodePipeline may have carried out " + operation.name() + ", although no answer confirmed it. "
                        + "It is safe to send the same request again.", failure.answerLost()));
        assertThat(message, says("Gave up after " + attempts + " attempts", attempts > 1));
    }

    private CallFailedException failure() {
        CallFailedException failure =
                assertThrows(CallFailedException.class, () -> calls.call(operation, server.uri("http")).call());
        assertThat(failure.getMessage(), not(containsString("topSecret")));
        return failure;
    }

    private static Matcher<String> says(String text, boolean so) {
        return so ? containsString(text) : not(containsString(text));
    }
}
