package io.jenkins.plugins.codepipeline.core.client;

import static io.jenkins.plugins.codepipeline.core.client.FaultyServer.answers;
import static io.jenkins.plugins.codepipeline.core.client.FaultyServer.head;
import static io.jenkins.plugins.codepipeline.core.client.FaultyServer.sends;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.jenkins.plugins.codepipeline.core.client.FaultyServer.Act;
import io.jenkins.plugins.codepipeline.core.client.FaultyServer.Behaviour;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.hamcrest.Matcher;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Every fault that a call may meet, each at the first attempt and after an attempt whose answer was lost: what comes of it,
 * how many requests were sent, and what is said.
 */
@RunWith(Parameterized.class)
public class FaultTableTest {

    private static final String JSON = "application/x-amz-json-1.1";
    private static final String HTML = "text/html";

    /** Whether AWS may have acted on the request. */
    private enum Effect {
        NONE,
        MAYBE
    }

    /** Whether another attempt is made: all that the limits of this test allow, or none. */
    private enum Tried {
        ONCE(1, 2),
        AGAIN(3, 3);

        final int requestsIfFirst;
        final int requestsIfLater;

        Tried(int requestsIfFirst, int requestsIfLater) {
            this.requestsIfFirst = requestsIfFirst;
            this.requestsIfLater = requestsIfLater;
        }
    }

    /** The answer of AWS does not come, after the whole request was read. */
    private static final Behaviour LOSES_ANSWER = sends("");

    @Parameters(name = "{0}")
    public static List<Object[]> rows() {
        List<Object[]> rows = new ArrayList<>();
        rows.add(error(400, "ValidationException", Tried.ONCE, Effect.NONE, "Correct the value that the answer names"));
        rows.add(error(400, "JobNotFoundException", Tried.ONCE, Effect.NONE, "Check the job id, and that the region"));
        rows.add(error(400, "OutputVariablesSizeExceededException", Tried.ONCE, Effect.NONE, "Make the output variables smaller"));
        rows.add(error(400, "AccessDeniedException", Tried.ONCE, Effect.NONE, "codepipeline:PutJobSuccessResult"));
        rows.add(error(400, "ExpiredTokenException", Tried.ONCE, Effect.NONE, "The session of these credentials is over"));
        rows.add(error(400, "UnrecognizedClientException", Tried.ONCE, Effect.NONE, "AWS does not know the access key"));
        rows.add(error(403, "InvalidClientTokenId", Tried.ONCE, Effect.NONE, "AWS does not know the access key"));
        rows.add(error(400, "InvalidSignatureException", Tried.ONCE, Effect.NONE, "Check the secret access key"));
        rows.add(error(418, "SomethingNewException", Tried.ONCE, Effect.NONE, "See the error reference of AWS CodePipeline"));
        rows.add(error(400, "ThrottlingException", Tried.AGAIN, Effect.NONE, "report from fewer builds at once"));
        rows.add(error(429, "TooManyRequestsException", Tried.AGAIN, Effect.NONE, "report from fewer builds at once"));
        rows.add(error(400, "RequestTimeTooSkewed", Tried.AGAIN, Effect.NONE, "See the error reference"));
        rows.add(error(500, "InternalFailure", Tried.AGAIN, Effect.MAYBE, "The fault is on the side of AWS"));
        rows.add(error(503, "ServiceUnavailable", Tried.AGAIN, Effect.MAYBE, "The fault is on the side of AWS"));
        rows.add(error(501, "NotImplemented", Tried.ONCE, Effect.MAYBE, "The fault is on the side of AWS"));

        rows.add(foreign("the login page of a network", answersWithoutRequestId(200, "<html>log in</html>"), 200, Tried.ONCE, Effect.MAYBE));
        rows.add(foreign("a redirect", answersWithoutRequestId(302, ""), 302, Tried.ONCE, Effect.NONE));
        rows.add(foreign("a proxy that refuses the page", answers(403, HTML, "<html>blocked</html>"), 403, Tried.ONCE, Effect.NONE));
        rows.add(foreign("a proxy that asks for a password", answers(407, HTML, "<html>who</html>"), 407, Tried.ONCE, Effect.NONE));
        rows.add(foreign("a gateway without a server", answers(502, HTML, "<html>bad gateway</html>"), 502, Tried.AGAIN, Effect.MAYBE));
        rows.add(foreign("a gateway that waited too long", answers(504, HTML, "<html>time-out</html>"), 504, Tried.AGAIN, Effect.MAYBE));
        rows.add(foreign("an error without a body", answers(400, JSON, ""), 400, Tried.ONCE, Effect.NONE));
        rows.add(foreign("an error that is no JSON", answers(400, JSON, "{\"__type\": \"Val"), 400, Tried.ONCE, Effect.NONE));
        rows.add(foreign("an error cut short", sends(head(500, JSON, 200) + "{\"__type\""), 500, Tried.AGAIN, Effect.MAYBE));

        rows.add(broken("closes at once", new Behaviour(false, connection -> {}), Effect.MAYBE, "gave no usable answer"));
        rows.add(broken("closes after the request", LOSES_ANSWER, Effect.MAYBE, "gave no usable answer"));
        rows.add(broken("resets after the request", after(FaultTableTest::reset), Effect.MAYBE, "gave no usable answer"));
        rows.add(broken("closes within the status line", sends("HTTP/1."), Effect.MAYBE, "gave no usable answer"));
        rows.add(broken("closes within the headers", sends("HTTP/1.1 200 OK\r\nContent-"), Effect.MAYBE, "gave no usable answer"));
        rows.add(broken("sends garbage", sends("\0\1\2garbage\r\n\r\n"), Effect.MAYBE, "gave no usable answer"));
        rows.add(broken("speaks another protocol", sends("SSH-2.0-OpenSSH_9.2\r\n"), Effect.MAYBE, "gave no usable answer"));
        rows.add(broken("never answers", FaultyServer.hangs(() -> {}, () -> {}), Effect.MAYBE, "did not answer in time"));
        rows.add(broken("answers a byte at a time", after(FaultTableTest::drip), Effect.MAYBE, "did not answer in time"));
        return rows;
    }

    private static Object[] error(int status, String code, Tried tried, Effect effect, String advice) {
        Behaviour behaviour =
                answers(status, JSON, "{\"__type\": \"" + code + "\", \"message\": \"its own tiger words\\nforged line\"}");
        String text = "AWS CodePipeline in eu-west-1 did not take the result: " + code + ": its own **** words\\nforged line (HTTP "
                + status + ", request id " + FakeCodePipeline.REQUEST_ID + ")\n";
        return new Object[] {status + " " + code, behaviour, tried, effect, List.of(text, advice)};
    }

    private static Object[] foreign(String name, Behaviour behaviour, int status, Tried tried, Effect effect) {
        return new Object[] {
            name,
            behaviour,
            tried,
            effect,
            List.of("answered HTTP " + status + " with something that is not from AWS CodePipeline.\nCheck the endpoint")
        };
    }

    private static Object[] broken(String name, Behaviour behaviour, Effect effect, String text) {
        return new Object[] {name, behaviour, Tried.AGAIN, effect, List.of(text, "\nCheck ")};
    }

    private static Behaviour answersWithoutRequestId(int status, String body) {
        return sends(head(status, HTML, body.length()).replaceFirst("x-amzn-RequestId: .*\r\n", "") + body);
    }

    private static Behaviour after(Act act) {
        return new Behaviour(true, act);
    }

    private static void reset(Socket connection) throws Exception {
        connection.setSoLinger(true, 0);
    }

    private static void drip(Socket connection) throws Exception {
        for (char next : head(200, JSON, 0).toCharArray()) {
            connection.getOutputStream().write(next);
            connection.getOutputStream().flush();
            Thread.sleep(100);
        }
    }

    @Rule
    public final FaultyServer server = new FaultyServer();

    @Rule
    public final Calls calls = new Calls(Calls.SHORT);

    private final Behaviour behaviour;
    private final Tried tried;
    private final Effect effect;
    private final List<String> texts;

    public FaultTableTest(String name, Behaviour behaviour, Tried tried, Effect effect, List<String> texts) {
        this.behaviour = behaviour;
        this.tried = tried;
        this.effect = effect;
        this.texts = texts;
    }

    @Test
    public void atTheFirstAttempt() {
        server.behave(behaviour);

        String message = failure();

        assertThat(server.requests(), hasSize(tried.requestsIfFirst));
        texts.forEach(text -> assertThat(message, containsString(text)));
        assertThat(message, saysMaybe(effect == Effect.MAYBE));
        assertThat(message, saysAttempts(tried.requestsIfFirst));
    }

    @Test
    public void afterALostAnswer() {
        server.behave(LOSES_ANSWER, behaviour);

        String message = failure();

        assertThat(server.requests(), hasSize(tried.requestsIfLater));
        texts.forEach(text -> assertThat(message, containsString(text)));
        assertThat(message, saysMaybe(true));
        assertThat(message, saysAttempts(tried.requestsIfLater));
    }

    /** Whatever was tried again before, an answer that the job is over already is believed only after a lost answer. */
    @Test
    public void andThenTheJobIsNotInProgress() throws Exception {
        server.behave(behaviour, answers(400, JSON, "{\"__type\": \"InvalidJobStateException\", \"message\": \"over\"}"));

        if (tried == Tried.AGAIN && effect == Effect.MAYBE) {
            Receipt receipt = calls.send(server.uri("http"));

            assertThat(receipt.lostAnswer().orElseThrow(), startsWith("the request of attempt 1 was sent, but its answer was lost ("));
            assertThat(receipt.requestId(), is(FakeCodePipeline.REQUEST_ID));
            assertThat(receipt.attempts(), is(2));
            assertThat(server.requests(), hasSize(2));
        } else {
            String message = failure();

            assertThat(message, containsString(tried == Tried.ONCE ? texts.get(0) : "InvalidJobStateException"));
            assertThat(server.requests(), hasSize(tried == Tried.ONCE ? 1 : 2));
        }
    }

    private String failure() {
        String message = assertThrows(SendFailedException.class, () -> calls.send(server.uri("http")))
                .getMessage();
        assertThat(message, not(containsString("topSecret")));
        return message;
    }

    private static Matcher<String> saysMaybe(boolean maybe) {
        Matcher<String> text = containsString("The result may have been recorded all the same");
        return maybe ? text : not(text);
    }

    private static Matcher<String> saysAttempts(int attempts) {
        return attempts == 1 ? not(containsString("That was attempt")) : containsString("That was attempt " + attempts);
    }
}
