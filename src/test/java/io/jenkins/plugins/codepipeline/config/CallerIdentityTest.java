package io.jenkins.plugins.codepipeline.config;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The Test button of the global configuration, against an endpoint that answers as AWS STS does. */
public class CallerIdentityTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Before
    public void setUp() throws Exception {
        System.setProperty("aws.endpointUrlSts", jenkins.aws.uri().toString());
        jenkins.addCredentials("worker", "AKIDWORKER");
        jenkins.aws.answers(aResponse()
                .withStatus(200)
                .withBody(
                        """
                        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                          <GetCallerIdentityResult>
                            <Arn>arn:aws:iam::123456789012:user/worker</Arn>
                            <UserId>AIDAEXAMPLE</UserId>
                            <Account>123456789012</Account>
                          </GetCallerIdentityResult>
                        </GetCallerIdentityResponse>
                        """));
    }

    @After
    public void tearDown() {
        System.clearProperty("aws.endpointUrlSts");
    }

    @Test
    public void theChosenCredentialsAreTriedInTheChosenRegionBeforeTheyAreSaved() throws Exception {
        FormValidation answer = CodePipelineConfiguration.get().doTest("worker", "eu-west-1", false);

        assertThat(answer.kind, is(FormValidation.Kind.OK));
        assertThat(
                answer.getMessage(),
                is("The default credentials &#039;worker&#039; work: account 123456789012, arn:aws:iam::123456789012:user/worker"));
        assertThat(jenkins.signer(), is("AKIDWORKER"));
        assertThat(
                jenkins.aws.requests().get(0).getHeader("Authorization"), containsString("/eu-west-1/sts/aws4_request"));
    }

    @Test
    public void theButtonShowsTheAnswer() throws Exception {
        JenkinsRule.WebClient browser = JENKINS.createWebClient();
        HtmlPage page = browser.goTo("configure");
        HtmlForm form = page.getFormByName("config");
        form.getInputByName("_.region").setValue("eu-west-1");
        form.getSelectByName("_.credentialsId").setSelectedAttribute("worker", true);
        form.getButtonsByName("").stream()
                .filter(button -> button.asNormalizedText().equals("Test")
                        && button.getOnClickAttribute().isEmpty()
                        && button.toString().contains("CodePipelineConfiguration"))
                .findFirst()
                .orElseThrow()
                .click();
        browser.waitForBackgroundJavaScript(10_000);

        assertThat(page.asNormalizedText(), containsString("account 123456789012"));
    }

    @Test
    public void whatDoesNotWorkIsSaid() {
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();

        assertThat(error(configuration.doTest("worker", "", false)), containsString("Set a default region first"));
        assertThat(error(configuration.doTest("worker", "moon", false)), containsString("Must be the name of an AWS region"));
        assertThat(error(configuration.doTest("gone", "eu-west-1", false)), containsString("were not found"));
        assertThat(error(configuration.doTest("", "eu-west-1", false)), containsString("No AWS credentials are given"));
        assertThat(jenkins.aws.requests(), hasSize(0));

        System.setProperty("aws.endpointUrlSts", "http://127.0.0.1:1");
        assertThat(
                error(configuration.doTest("worker", "eu-west-1", false)),
                containsString("Could not connect to https://sts.eu-west-1.amazonaws.com."));

        System.setProperty("aws.endpointUrlSts", jenkins.aws.uri().toString());
        jenkins.aws.answers(aResponse()
                .withStatus(403)
                .withBody(
                        """
                        <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
                        <Code>InvalidClientTokenId</Code><Message>The security token is &lt;b&gt;invalid</Message></Error></ErrorResponse>
                        """));
        String error = error(configuration.doTest("worker", "eu-west-1", false));
        assertThat(error, containsString("Could not verify the default credentials"));
        assertThat(error, containsString("The security token is &lt;b&gt;invalid"));
        assertThat(error, not(containsString("AKIDWORKERSecret")));
    }

    private static String error(FormValidation validation) {
        assertThat(validation.kind, is(FormValidation.Kind.ERROR));
        return validation.getMessage();
    }
}
