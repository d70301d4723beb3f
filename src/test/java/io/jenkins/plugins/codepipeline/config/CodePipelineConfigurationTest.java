package io.jenkins.plugins.codepipeline.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.Assert.assertThrows;

import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import java.nio.file.Files;
import java.nio.file.Path;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

public class CodePipelineConfigurationTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private static final String YAML =
            """
            unclassified:
              codePipeline:
                allowControllerIdentity: true
                credentialsId: "worker"
                endpoint: "https://vpce.example"
                region: "us-gov-west-1"
            """;

    @Test
    public void aFormWithAMistakeChangesNothing() throws Exception {
        CodePipelineConfiguration.get().setRegion("eu-west-1");
        JenkinsRule.WebClient browser = JENKINS.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        HtmlForm form = browser.goTo("configure").getFormByName("config");
        form.getInputByName("_.region").setValue("us-east-1");
        form.getInputByName("_.endpoint").setValue("ftp://example.com");
        HtmlPage answer = JENKINS.submit(form);

        assertThat(answer.asNormalizedText(), containsString("endpoint: got \"ftp://example.com\"; allowed: an http or https URL"));
        assertThat(CodePipelineConfiguration.get().getRegion(), is("eu-west-1"));
        assertThat(CodePipelineConfiguration.get().getEndpoint(), is(jenkins.aws.uri().toString()));
    }

    @Test
    public void configurationAsCodeWithAMistakeIsRefused() {
        Throwable e = assertThrows(
                ConfiguratorException.class, () -> configureAsCode(YAML.replace("us-gov-west-1", "the moon")));
        while (e.getCause() != null) {
            e = e.getCause();
        }

        assertThat(e.getMessage(), containsString("region: got \"the moon\"; allowed: the name of an AWS region"));
    }

    @Test
    public void emptyTextsAreNoSettings() {
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        configuration.setRegion(" ");
        configuration.setCredentialsId("");
        configuration.setEndpoint("");

        assertThat(configuration.getRegion(), is(nullValue()));
        assertThat(configuration.getCredentialsId(), is(nullValue()));
        assertThat(configuration.getEndpoint(), is(nullValue()));
    }

    @Test
    public void eachFieldIsCheckedWhileItIsTyped() {
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();

        assertThat(configuration.doCheckRegion("").kind, is(FormValidation.Kind.OK));
        assertThat(configuration.doCheckRegion("af-northwest-12").kind, is(FormValidation.Kind.OK));
        assertThat(configuration.doCheckRegion("moon").getMessage(), containsString("the name of an AWS region"));
        assertThat(configuration.doCheckEndpoint("http://localhost:8080/").kind, is(FormValidation.Kind.OK));
        for (String url : new String[] {
            "codepipeline.example", "file:///etc/passwd", "https://user:password@example.com", "https://example.com?q", "https://example.com#f", "https://"
        }) {
            assertThat(url, configuration.doCheckEndpoint(url).kind, is(FormValidation.Kind.ERROR));
        }
    }

    @Test
    public void theListsSuggestRegionsAndOfferAwsCredentials() throws Exception {
        jenkins.addCredentials("worker", "AKIDWORKER");
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();

        assertThat(configuration.doFillRegionItems(), hasItems("eu-west-1", "us-gov-east-1", "cn-north-1"));
        assertThat(
                configuration.doFillCredentialsIdItems("gone").stream()
                        .map(option -> option.value)
                        .toList(),
                hasItems("", "worker", "gone"));
    }

    private void configureAsCode(String yaml) throws Exception {
        Path file = temporary.newFile("jenkins.yaml").toPath();
        Files.writeString(file, yaml);
        ConfigurationAsCode.get().configure(file.toString());
    }
}
