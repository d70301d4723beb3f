package io.jenkins.plugins.codepipeline.result;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;

/**
 * The place in a build from which a result is sent.
 *
 * @param stepId the id of the Pipeline step's flow node, by which the step is known again after a restart; null in a build
 *     that does not survive one
 * @param environment the environment variables that the build sees there
 * @param sensitiveVariables the names of those that hold secrets
 */
public record BuildContext(
        Run<?, ?> run,
        @CheckForNull String stepId,
        EnvVars environment,
        Set<String> sensitiveVariables,
        TaskListener listener) {}
