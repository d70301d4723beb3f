package io.jenkins.plugins.codepipeline.core.client;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

public class CodePipelineClientsTest {

    private static final Duration NOW = Duration.ZERO;

    @Rule
    public final FakeCodePipeline aws = new FakeCodePipeline();

    @Rule
    public final Calls calls = new Calls(Calls.PATIENT);

    @Test
    public void callsToTheSameTargetShareAClient() {
        assertThat(use(target("eu-west-1", ProxyRoute.DIRECT)), sameInstance(use(target("eu-west-1", ProxyRoute.DIRECT))));
        assertThat(use(target("eu-west-1", ProxyRoute.DIRECT)), not(sameInstance(use(target("us-east-1", ProxyRoute.DIRECT)))));
    }

    @Test
    public void aClientIsReplacedAndClosedWhenItsSettingsChange() {
        CodePipelineClient first = use(target("eu-west-1", ProxyRoute.DIRECT));

        CodePipelineClient second = use(target("eu-west-1", new ProxyRoute.ViaProxy("127.0.0.1", aws.port(), "ann", "secret")));
        CodePipelineClient third = use(target("eu-west-1", new ProxyRoute.ViaProxy("127.0.0.1", aws.port(), "ann", "new secret")));

        assertThat(second, not(sameInstance(first)));
        assertThat(third, not(sameInstance(second)));
        assertThat(isClosed(first), is(true));
        assertThat(isClosed(second), is(true));
        assertThat(isClosed(third), is(false));
    }

    @Test
    public void aClientThatIsReplacedDuringACallIsClosedAfterIt() {
        CodePipelineClients.SharedClient call = calls.clients().lease(target("eu-west-1", ProxyRoute.DIRECT));

        use(target("eu-west-1", ProxyRoute.JVM_DEFAULT));

        assertThat(isClosed(call.client()), is(false));
        call.close();
        assertThat(isClosed(call.client()), is(true));
    }

    @Test
    public void aClientIsClosedWhenNoCallHasUsedItForSomeTime() {
        CodePipelineClient unused = use(target("eu-west-1", ProxyRoute.DIRECT));
        CodePipelineClients.SharedClient call = calls.clients().lease(target("us-east-1", ProxyRoute.DIRECT));

        calls.clients().closeUnused(Duration.ofMinutes(30));
        assertThat(isClosed(unused), is(false));

        calls.clients().closeUnused(NOW);
        assertThat(isClosed(unused), is(true));
        assertThat(isClosed(call.client()), is(false));
        call.close();
        assertThat(isClosed(call.client()), is(false));
    }

    @Test
    public void regionsThatAJobInventsDoNotPileUpClients() {
        List<CodePipelineClient> made = new ArrayList<>();
        for (int i = 0; i < CodePipelineClients.MAX_KEPT + 3; i++) {
            made.add(use(target("eu-invented-" + i, ProxyRoute.DIRECT)));
        }

        assertThat(made.stream().filter(client -> !isClosed(client)).count(), is((long) CodePipelineClients.MAX_KEPT));
        assertThat(isClosed(made.get(2)), is(true));
        assertThat(isClosed(made.get(3)), is(false));
    }

    private CodePipelineClient use(CallTarget target) {
        try (CodePipelineClients.SharedClient call = calls.clients().lease(target)) {
            return call.client();
        }
    }

    private CallTarget target(String region, ProxyRoute route) {
        return new CallTarget(Region.of(region), Optional.of(aws.uri()), route);
    }

    /** The connection pool of a closed client is shut down. */
    private static boolean isClosed(CodePipelineClient client) {
        try {
            Exchange exchange = new Exchange();
            exchange.signWith(Calls.CREDENTIALS.resolveCredentials());
            exchange.during(client::listPipelines);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }
}
