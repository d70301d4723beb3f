package io.jenkins.plugins.codepipeline.core.request;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.Test;
import software.amazon.awssdk.regions.Region;

public class RegionNameTest {

    @Test
    public void everyRegionThatTheSdkKnowsIsTaken() {
        List<String> regions = Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .map(Region::id)
                .toList();

        assertTrue(regions.contains("eu-west-1") && regions.contains("us-gov-east-1") && regions.contains("cn-north-1"));
        regions.forEach(region -> assertThat(region, RegionName.check("region", region), is(Optional.empty())));
    }

    @Test
    public void aRegionThatNoReleaseKnowsYetIsTaken() {
        assertThat(RegionName.check("region", "af-northwest-12"), is(Optional.empty()));
    }

    @Test
    public void whatCouldLeadRequestsElsewhereIsRefused() {
        for (String name : List.of(
                "", "eu", "EU-WEST-1", "eu-west-1 ", "eu-west-1\n", "evil.example/#-1", "eu-west-1.evil.example", "-1", "eu--1")) {
            assertTrue(name, RegionName.check("region", name).isPresent());
        }
        assertThat(
                RegionName.check("region", "x y").orElseThrow().toString(),
                is("region: got \"x y\"; allowed: the name of an AWS region, such as eu-west-1"));
    }
}
