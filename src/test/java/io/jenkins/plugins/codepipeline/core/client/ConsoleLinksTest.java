package io.jenkins.plugins.codepipeline.core.client;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.Test;
import software.amazon.awssdk.regions.Region;

public class ConsoleLinksTest {

    @Test
    public void thePipelinesOfARegionAreInTheConsoleOfItsPartition() {
        assertThat(
                ConsoleLinks.pipelines(Region.EU_WEST_1),
                is(Optional.of("https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines?region=eu-west-1")));
        assertThat(
                ConsoleLinks.pipelines(Region.CN_NORTH_1),
                is(Optional.of("https://cn-north-1.console.amazonaws.cn/codesuite/codepipeline/pipelines?region=cn-north-1")));
        assertThat(
                ConsoleLinks.pipelines(Region.US_GOV_WEST_1),
                is(Optional.of("https://console.amazonaws-us-gov.com/codesuite/codepipeline/pipelines?region=us-gov-west-1")));
    }

    @Test
    public void anExecutionHasItsOwnPage() {
        assertThat(
                ConsoleLinks.execution(Region.EU_WEST_1, "shop", "0123abcd-4567-89ef-0123-456789abcdef"),
                is(Optional.of("https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/shop/executions/"
                        + "0123abcd-4567-89ef-0123-456789abcdef/timeline?region=eu-west-1")));
    }

    @Test
    public void aNameCannotChangeTheAddress() {
        assertThat(
                ConsoleLinks.execution(Region.EU_WEST_1, "../a b?c#d", "\"><e"),
                is(Optional.of("https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/..%2Fa%20b%3Fc%23d/executions/"
                        + "%22%3E%3Ce/timeline?region=eu-west-1")));
    }

    @Test
    public void aPartitionWithoutAPublicConsoleHasNoPages() {
        assertThat(ConsoleLinks.pipelines(Region.US_ISO_EAST_1), is(Optional.empty()));
        assertThat(ConsoleLinks.execution(Region.US_ISO_EAST_1, "shop", "id"), is(Optional.empty()));
    }
}
