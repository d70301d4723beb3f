package io.jenkins.plugins.codepipeline.core.client;

import static io.jenkins.plugins.codepipeline.core.client.FaultyServer.answers;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.jenkins.plugins.codepipeline.core.client.FaultyServer.Behaviour;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.regions.Region;

/** Faults that keep the request from being sent: they never count as a lost answer. */
public class FaultsOnTheWayTest {

    private static final URI AWS = URI.create("https://codepipeline.example.invalid");

    @Rule
    public final FaultyServer server = new FaultyServer();

    @Rule
    public final Calls calls = new Calls(Calls.PATIENT);

    @Rule
    public final Calls impatientCalls = new Calls(Calls.IMPATIENT);

    @Test
    public void nobodyListens() {
        server.stop();

        fails(Calls.to(server.uri("http")), 3, "Could not connect to " + server.uri("http") + ".\nCheck the endpoint");
    }

    @Test
    public void theHostIsNotKnown() {
        fails(Calls.to(AWS), 3, "Could not resolve the host name of " + AWS + ", or that of the proxy used to reach it.\nCheck the region");
    }

    @Test
    public void aFirewallDropsTheConnection() throws Exception {
        try (FullServer full = new FullServer()) {
            fails(impatientCalls, Calls.to(full.uri()), 3, "Could not connect to " + full.uri() + ".\nCheck the endpoint");
        }
    }

    @Test
    public void theServerDoesNotSpeakTls() {
        server.behave(new Behaviour(false, (connection, request) -> connection.getOutputStream().write("220 no TLS here\r\n".getBytes(US_ASCII))));

        fails(Calls.to(server.uri("https")), 1, server.uri("https") + " does not speak TLS.\nIf the endpoint uses plain HTTP");
    }

    @Test
    public void theEndpointIsPlainHttpButAddressedByHttps() {
        WireMockServer http = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
        http.start();
        try {
            URI https = URI.create("https://127.0.0.1:" + http.port());
            fails(Calls.to(https), 1, https + " does not speak TLS.\nIf the endpoint uses plain HTTP, change its URL");
        } finally {
            http.stop();
        }
    }

    @Test
    public void theCertificateIsNotTrusted() {
        WireMockServer tls = new WireMockServer(
                WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort().dynamicHttpsPort());
        tls.start();
        try {
            fails(
                    Calls.to(URI.create("https://127.0.0.1:" + tls.httpsPort())),
                    1,
                    "unable to find valid certification path to requested target\nCheck the trust store");
            assertThat(tls.getAllServeEvents(), empty());
        } finally {
            tls.stop();
        }
    }

    @Test
    public void theServerHangsBeforeTls() {
        server.behave(new Behaviour(false, (connection, request) -> Thread.sleep(5000)));

        fails(
                impatientCalls,
                Calls.to(server.uri("https")),
                3,
                "Could not connect to " + server.uri("https") + ".\nCheck the endpoint, including http or https");
    }

    @Test
    public void theServerClosesBeforeTls() {
        server.behave(new Behaviour(false, (connection, request) -> {}));

        fails(Calls.to(server.uri("https")), 3, "");
    }

    @Test
    public void theProxyIsNotThere() {
        server.stop();

        fails(viaProxy("127.0.0.1"), 3, "Could not connect to " + AWS + ".\nCheck the endpoint, including");
    }

    @Test
    public void theProxyIsNotKnown() {
        fails(viaProxy("proxy.example.invalid"), 3, "or that of the proxy used to reach it.\nCheck the region, the endpoint, the proxy");
    }

    @Test
    public void theProxyAsksForAPassword() {
        server.behave(answers(407, "text/html", "<html>who are you?</html>"));

        fails(viaProxy("127.0.0.1"), 1, AWS + " answered HTTP 407, but the answer is not from AWS CodePipeline.");
        assertThat(server.requests(), everyItem(startsWith("CONNECT codepipeline.example.invalid:443 ")));
    }

    @Test
    public void theProxyDoesNotAllowTheHost() {
        server.behave(answers(403, "text/html", "<html>blocked</html>"));

        fails(viaProxy("127.0.0.1"), 1, AWS + " answered HTTP 403, but the answer is not from AWS CodePipeline.");
    }

    @Test
    public void theProxyDoesNotReachTheHost() {
        server.behave(answers(502, "text/html", "<html>no route</html>"));

        fails(viaProxy("127.0.0.1"), 3, AWS + " answered HTTP 502, but the answer is not from AWS CodePipeline.");
        assertThat(server.requests(), hasSize(3));
    }

    @Test
    public void theProxyHangs() {
        server.behave(FaultyServer.hangs(() -> {}, () -> {}));

        fails(impatientCalls, viaProxy("127.0.0.1"), 3, "Could not connect to " + AWS + ".\nCheck the endpoint, including");
        assertThat(server.requests(), hasSize(3));
    }

    @Test
    public void theProxyConnectsToAServerThatHangsBeforeTls() {
        server.behave(new Behaviour(true, (connection, request) -> {
            connection.getOutputStream().write("HTTP/1.1 200 Connection established\r\n\r\n".getBytes(US_ASCII));
            while (connection.getInputStream().read() >= 0) {
                // Says nothing until the caller gives up.
            }
        }));

        fails(impatientCalls, viaProxy("127.0.0.1"), 3, "Could not connect to " + AWS + ".\nCheck the endpoint, including");
        assertThat(server.requests(), hasSize(3));
    }

    private CallTarget viaProxy(String host) {
        return new CallTarget(Region.EU_WEST_1, Optional.of(AWS), new ProxyRoute.ViaProxy(host, server.port(), null, null));
    }

    private void fails(CallTarget target, int attempts, String text) {
        fails(calls, target, attempts, text);
    }

    private static void fails(Calls calls, CallTarget target, int attempts, String text) {
        CallFailedException failure =
                assertThrows(CallFailedException.class, () -> calls.send(Calls.REQUEST, target, Calls.CREDENTIALS));

        String gaveUp = "Gave up after " + attempts + " attempts";
        assertThat(failure.getMessage(), containsString(text));
        assertThat(failure.getMessage(), attempts == 1 ? not(containsString("Gave up")) : containsString(gaveUp));
        assertThat(failure.answerLost(), is(false));
        assertThat(failure.errorCode(), is(Optional.empty()));
        assertThat(failure.getMessage(), not(containsString("may have carried out")));
        assertThat(calls.progress(), everyItem(startsWith("after attempt ")));
        assertThat(calls.progress(), hasSize(attempts - 1));
    }

    /** Has so many connections in its backlog that further ones get no answer at all. */
    private static final class FullServer implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final List<Socket> backlog = new ArrayList<>();

        FullServer() throws IOException {
            try {
                while (true) {
                    Socket socket = new Socket();
                    backlog.add(socket);
                    socket.connect(server.getLocalSocketAddress(), 100);
                }
            } catch (SocketTimeoutException e) {
                // It is full.
            }
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : backlog) {
                socket.close();
            }
            server.close();
        }
    }
}
