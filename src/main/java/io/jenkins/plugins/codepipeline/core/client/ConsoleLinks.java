package io.jenkins.plugins.codepipeline.core.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Pages of the AWS console. There are none for a partition whose console has no public address. */
public final class ConsoleLinks {

    private ConsoleLinks() {}

    /** The list of the pipelines of a region. */
    public static Optional<String> pipelines(Region region) {
        return page(region, "");
    }

    /** One execution of a pipeline. */
    public static Optional<String> execution(Region region, String pipelineName, String executionId) {
        return page(region, '/' + encode(pipelineName) + "/executions/" + encode(executionId) + "/timeline");
    }

    private static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Optional<String> page(Region region, String path) {
        return Optional.ofNullable(
                        switch (PartitionMetadata.of(region).id()) {
                            case "aws" -> "https://" + region.id() + ".console.aws.amazon.com";
                            case "aws-cn" -> "https://" + region.id() + ".console.amazonaws.cn";
                            case "aws-us-gov" -> "https://console.amazonaws-us-gov.com";
                            default -> null;
                        })
                .map(console -> console + "/codesuite/codepipeline/pipelines" + path + "?region=" + region.id());
    }
}
