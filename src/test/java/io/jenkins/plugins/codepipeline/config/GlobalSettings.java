package io.jenkins.plugins.codepipeline.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** Every global setting, set in one way of an administrator. */
public abstract class GlobalSettings {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    /** Sets all settings, null for one that is left empty. */
    protected abstract void set(String region, String credentialsId, String endpoint, boolean allowControllerIdentity)
            throws Exception;

    @Test
    public void everySettingIsKeptOverARestart() throws Exception {
        jenkins.addCredentials("worker", "AKIDWORKER");

        set("us-gov-west-1", "worker", "https://vpce.example:8443/path", true);

        for (CodePipelineConfiguration configuration : both()) {
            assertThat(configuration.getRegion(), is("us-gov-west-1"));
            assertThat(configuration.getCredentialsId(), is("worker"));
            assertThat(configuration.getEndpoint(), is("https://vpce.example:8443/path"));
            assertThat(configuration.isAllowControllerIdentity(), is(true));
        }
    }

    @Test
    public void everySettingCanBeLeftEmpty() throws Exception {
        jenkins.addCredentials("worker", "AKIDWORKER");
        set("us-gov-west-1", "worker", "https://vpce.example", true);

        set(null, null, null, false);

        for (CodePipelineConfiguration configuration : both()) {
            assertThat(configuration.getRegion(), is(nullValue()));
            assertThat(configuration.getCredentialsId(), is(nullValue()));
            assertThat(configuration.getEndpoint(), is(nullValue()));
            assertThat(configuration.isAllowControllerIdentity(), is(false));
        }
    }

    /** The one in use, and the one that a restart would load. */
    private static CodePipelineConfiguration[] both() {
        return new CodePipelineConfiguration[] {CodePipelineConfiguration.get(), new CodePipelineConfiguration()};
    }
}
