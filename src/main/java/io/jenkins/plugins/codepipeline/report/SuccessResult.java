package io.jenkins.plugins.codepipeline.report;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.codepipeline.core.input.Problem;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants to be reported, as it was given, whatever the way.
 *
 * @param tree the members of the result, in the shape of the JSON that the AWS CLI takes
 * @param credentialsId names the credentials to report with, or null
 * @param region names the region to report to, or null
 * @param problems what is wrong with arguments that have no place in the tree
 */
public record SuccessResult(
        Map<String, Object> tree,
        @CheckForNull String credentialsId,
        @CheckForNull String region,
        List<Problem> problems)
        implements Serializable {}
