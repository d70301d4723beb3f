package io.jenkins.plugins.codepipeline.core.client;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Optional;
import java.util.Properties;
import org.junit.Test;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;

/** The parts of the AWS SDK that the tests run with. */
public class SdkVersionsTest {

    /** A core still has what older modules call; a newer module may call what it does not have. */
    @Test
    public void theServiceModuleIsNotNewerThanTheCore() throws IOException {
        assertThat(version(CodePipelineClient.class, "codepipeline"), is(lessThanOrEqualTo(version(SdkClient.class, "sdk-core"))));
    }

    @Test
    public void theCoreIsTheOneThatTheBuildAsksFor() throws IOException {
        Version core = version(SdkClient.class, "sdk-core");

        // The build of the plugin asks for none: it takes that of the BOM.
        assertThat(core, is(Optional.ofNullable(System.getProperty("aws-java-sdk-core.version")).map(Version::parse).orElse(core)));
    }

    private static Version version(Class<?> type, String artifactId) throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = type.getResourceAsStream("/META-INF/maven/software.amazon.awssdk/" + artifactId + "/pom.properties")) {
            properties.load(stream);
        }
        return Version.parse(properties.getProperty("version"));
    }
}
