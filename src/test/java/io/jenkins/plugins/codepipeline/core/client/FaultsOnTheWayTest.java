package io.jenkins.plugins.codepipeline.core.client;

import static io.jenkins.plugins.codepipeline.core.client.FaultyServer.answers;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
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

/**
 * Faults that keep the request from leaving: they never count as a lost answer, neither at the first attempt nor after an
 * earlier call whose answer was lost.
 */
public class FaultsOnTheWayTest {

    private static final String EARLIER = "an earlier call was lost";
    private static final URI AWS = URI.create("https://codepipeline.example.invalid");

    @Rule
    public final FaultyServer server = new FaultyServer();

    @Rule
    public final Calls calls = new Calls(Calls.SHORT);

    @Test
    public void nobodyListens() {
        server.stop();

        fails(Calls.to(server.uri("http")), 3, server.uri("http") + " does not take connections.\nCheck the endpoint");
    }

    @Test
    public void theHostIsNotKnown() {
        fails(Calls.to(AWS), 3, "The host of " + AWS + ", or of the proxy on the way there, is not known.\nCheck the region");
    }

    @Test
    public void aFirewallDropsTheConnection() throws Exception {
        try (FullServer full = new FullServer()) {
            fails(Calls.to(full.uri()), 3, full.uri() + " does not take connections.\nCheck the endpoint");
        }
    }

    @Test
    public void theServerDoesNotSpeakTls() {
        server.behave(new Behaviour(false, connection -> connection.getOutputStream().write("220 no TLS here\r\n".getBytes(US_ASCII))));

        fails(Calls.to(server.uri("https")), 3, "No trusted connection to " + server.uri("https") + " could be made: ");
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
                    "could be made: unable to find valid certification path to requested target\nCheck the certificates");
            assertThat(tls.getAllServeEvents(), empty());
        } finally {
            tls.stop();
        }
    }

    @Test
    public void theServerHangsBeforeTls() {
        server.behave(new Behaviour(false, connection -> Thread.sleep(5000)));

        fails(Calls.to(server.uri("https")), 3, " does not take connections.\nCheck the endpoint, the proxy of Jenkins");
    }

    @Test
    public void theServerClosesBeforeTls() {
        server.behave(new Behaviour(false, connection -> {}));

        fails(Calls.to(server.uri("https")), 3, "");
    }

    @Test
    public void theProxyIsNotThere() {
        server.stop();

        fails(viaProxy("127.0.0.1"), 3, AWS + " does not take connections.\nCheck the endpoint, the proxy of Jenkins");
    }

    @Test
    public void theProxyIsNotKnown() {
        fails(viaProxy("proxy.example.invalid"), 3, "or of the proxy on the way there, is not known.\nCheck the region, the endpoint, the proxy");
    }

    @Test
    public void theProxyAsksForAPassword() {
        server.behave(answers(407, "text/html", "<html>who are you?</html>"));

        fails(viaProxy("127.0.0.1"), 1, AWS + " answered HTTP 407 with something that is not from AWS CodePipeline.");
        assertThat(server.requests(), everyItem(startsWith("CONNECT codepipeline.example.invalid:443 ")));
    }

    @Test
    public void theProxyDoesNotAllowTheHost() {
        server.behave(answers(403, "text/html", "<html>blocked</html>"));

        fails(viaProxy("127.0.0.1"), 1, AWS + " answered HTTP 403 with something that is not from AWS CodePipeline.");
    }

    @Test
    public void theProxyDoesNotReachTheHost() {
        server.behave(answers(502, "text/html", "<html>no route</html>"));

        fails(viaProxy("127.0.0.1"), 3, AWS + " answered HTTP 502 with something that is not from AWS CodePipeline.");
        assertThat(server.requests(), hasSize(6));
    }

    private Target viaProxy(String host) {
        return new Target(Region.EU_WEST_1, Optional.of(AWS), new Route.ViaProxy(host, server.port(), null, null));
    }

    private void fails(Target target, int attempts, String text) {
        String first = failure(target, null);
        assertThat(first, containsString(text));
        assertThat(first, not(containsString("may have been recorded")));

        String later = failure(target, EARLIER);
        assertThat(later, containsString(text));
        assertThat(later, containsString("The result may have been recorded all the same, since " + EARLIER));

        assertThat(calls.progress(), everyItem(startsWith("after attempt ")));
        assertThat(calls.progress(), hasSize(2 * (attempts - 1)));
        String expected = "That was attempt " + attempts;
        assertThat(later, attempts == 1 ? not(containsString("That was attempt")) : containsString(expected));
    }

    private String failure(Target target, String lostAnswer) {
        return assertThrows(
                        SendFailedException.class,
                        () -> calls.call(Calls.REQUEST, target, Calls.CREDENTIALS, lostAnswer).call())
                .getMessage();
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
