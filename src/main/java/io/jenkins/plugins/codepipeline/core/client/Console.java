package io.jenkins.plugins.codepipeline.core.client;

import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Where the pipelines of a region are shown to a person. */
public final class Console {

    private static final String PIPELINES = "/codesuite/codepipeline/pipelines?region=";

    private Console() {}

    /** The AWS console's page, or nothing for a partition whose console has no public address. */
    public static Optional<String> url(Region region) {
        return Optional.ofNullable(
                        switch (PartitionMetadata.of(region).id()) {
                            case "aws" -> "https://" + region.id() + ".console.aws.amazon.com";
                            case "aws-cn" -> "https://" + region.id() + ".console.amazonaws.cn";
                            case "aws-us-gov" -> "https://console.amazonaws-us-gov.com";
                            default -> null;
                        })
                .map(console -> console + PIPELINES + region.id());
    }
}
