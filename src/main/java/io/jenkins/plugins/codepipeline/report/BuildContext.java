package io.jenkins.plugins.codepipeline.report;

import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Set;

/**
 * The place in a build from which something is reported.
 *
 * @param environment the environment variables that the build sees there
 * @param sensitiveVariables the names of those that hold secrets
 */
public record BuildContext(
        Run<?, ?> run, EnvVars environment, Set<String> sensitiveVariables, TaskListener listener) {}
