package io.jenkins.plugins.codepipeline.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import hudson.Util;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class GlobalSettingsByCodeTest extends GlobalSettings {

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Override
    protected void set(String region, String credentialsId, String endpoint, boolean allowControllerIdentity)
            throws Exception {
        configure(
                """
                unclassified:
                  codePipeline:
                    allowControllerIdentity: %s
                    credentialsId: "%s"
                    endpoint: "%s"
                    region: "%s"
                """
                        .formatted(
                                allowControllerIdentity,
                                Util.fixNull(credentialsId),
                                Util.fixNull(endpoint),
                                Util.fixNull(region)));
    }

    @Test
    public void whatIsExportedSetsTheSame() throws Exception {
        set("us-gov-west-1", "worker", "https://vpce.example", true);

        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);

        assertThat(
                exported.toString(StandardCharsets.UTF_8),
                containsString(
                        """
                          codePipeline:
                            allowControllerIdentity: true
                            credentialsId: "worker"
                            endpoint: "https://vpce.example"
                            region: "us-gov-west-1"
                        """));
    }

    private void configure(String yaml) throws Exception {
        Path file = temporary.newFile().toPath();
        Path named = Files.move(file, file.resolveSibling(file.getFileName() + ".yaml"));
        Files.writeString(named, yaml);
        ConfigurationAsCode.get().configure(named.toString());
    }
}
