package io.jenkins.plugins.codepipeline.config;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import hudson.ProxyConfiguration;
import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.core.client.ProxyRoute;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The proxy of Jenkins, which is the endpoint of the test itself: it gets requests for hosts that do not exist. */
public class ProxyTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String CALL = "putJobSuccessResult jobId: '" + JenkinsWithAws.JOB_ID + "'";
    private static final String ANN = "Basic YW5uOnByb3h5U2VjcmV0";

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Before
    public void setUp() throws Exception {
        jenkins.setDefaults();
        CodePipelineConfiguration.get().setEndpoint("http://codepipeline.invalid");
        System.setProperty("aws.endpointUrlSts", "http://sts.invalid");
        System.setProperty("aws.region", "eu-west-1");
        JENKINS.jenkins.setProxy(proxy(""));
    }

    @After
    public void forgetProperties() {
        System.clearProperty("aws.endpointUrlSts");
        System.clearProperty("aws.region");
    }

    private ProxyConfiguration proxy(String noProxy) {
        return new ProxyConfiguration("127.0.0.1", jenkins.aws.port(), "ann", "proxySecret", noProxy);
    }

    @Test
    public void callsGoThroughItWithUserAndPassword() throws Exception {
        jenkins.aws.answersThenRecords(asksForAPassword());

        jenkins.run(Result.SUCCESS, CALL);

        assertThat(hosts(), contains("codepipeline.invalid", "codepipeline.invalid"));
        assertThat(jenkins.aws.requests().get(1).getHeader("Proxy-Authorization"), is(ANN));
    }

    @Test
    public void theTestOfCredentialsGoesThroughIt() {
        jenkins.aws.answersThenRecords(asksForAPassword());

        CodePipelineConfiguration.get().doTest("worker", "eu-west-1", false);

        assertThat(hosts(), everyItem(is("sts.invalid")));
        assertThat(jenkins.aws.requests().get(1).getHeader("Proxy-Authorization"), is(ANN));
    }

    @Test
    public void credentialsThatAssumeARoleDoSoThroughItAndAnewForEachAttempt() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new AWSCredentialsImpl(
                        CredentialsScope.GLOBAL, "role", "AKIDROLE", "secret", "", "arn:aws:iam::123456789012:role/worker", "", ""));
        jenkins.aws.answersThenRecords(aResponse().withStatus(503));
        jenkins.aws.givesSessions();

        jenkins.run(Result.SUCCESS, CALL + ", credentialsId: 'role'");

        assertThat(hosts(), contains("sts.invalid", "codepipeline.invalid", "sts.invalid", "codepipeline.invalid"));
        assertThat(session(1), is("session-1"));
        assertThat(session(3), is("session-2"));
    }

    @Test
    public void itIsNotUsedForTheHostsOfEachNoProxyPattern() throws Exception {
        JENKINS.jenkins.setProxy(proxy("localhost\n*.internal\n10.0.*\ncodepipeline.eu-west-1.amazonaws.com"));

        for (String host : List.of("localhost", "vpce.internal", "10.0.3.4", "codepipeline.eu-west-1.amazonaws.com")) {
            assertThat(host, ProxyResolver.to(() -> host), is(ProxyRoute.DIRECT));
        }
        ProxyRoute viaProxy = new ProxyRoute.ViaProxy("127.0.0.1", jenkins.aws.port(), "ann", "proxySecret");
        for (String host : List.of("localhost.example.com", "internal.example.com", "codepipeline.eu-west-2.amazonaws.com")) {
            assertThat(host, ProxyResolver.to(() -> host), is(viaProxy));
        }
    }

    @Test
    public void aHostOfANoProxyPatternIsReachedWithoutIt() throws Exception {
        JENKINS.jenkins.setProxy(new ProxyConfiguration("proxy.invalid", 3128, null, null, "localhost\n127.0.*"));
        CodePipelineConfiguration.get().setEndpoint(jenkins.aws.uri().toString());

        jenkins.run(Result.SUCCESS, CALL);

        assertThat(jenkins.aws.requests(), hasSize(1));
    }

    @Test
    public void aChangeOfItCountsForTheNextCall() throws Exception {
        jenkins.run(Result.SUCCESS, CALL);
        JENKINS.jenkins.setProxy(null);
        CodePipelineConfiguration.get().setEndpoint(jenkins.aws.uri().toString());

        jenkins.run(Result.SUCCESS, CALL);

        assertThat(hosts(), contains("codepipeline.invalid", "127.0.0.1:" + jenkins.aws.port()));
    }

    private static ResponseDefinitionBuilder asksForAPassword() {
        return aResponse().withStatus(407).withHeader("Proxy-Authenticate", "Basic realm=\"proxy\"");
    }

    private List<String> hosts() {
        return jenkins.aws.requests().stream().map(request -> request.getHeader("Host")).toList();
    }

    private String session(int request) {
        LoggedRequest sent = jenkins.aws.requests().get(request);
        return sent.getHeader("X-Amz-Security-Token");
    }
}
