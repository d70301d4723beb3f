package io.jenkins.plugins.codepipeline.freestyle;

import hudson.EnvVars;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import io.jenkins.plugins.codepipeline.result.BuildContext;
import io.jenkins.plugins.codepipeline.result.JobResultArguments;
import io.jenkins.plugins.codepipeline.result.JobResultPublisher;
import java.io.IOException;

/** Puts the results of builds whose thread waits for the outcome. */
final class FreestyleResultSender {

    private FreestyleResultSender() {}

    /** Puts the variables of a build into the arguments, sends the result, and waits for its outcome. */
    static void put(JobResultArguments arguments, AbstractBuild<?, ?> build, BuildListener listener)
            throws InterruptedException, IOException {
        EnvVars environment = build.getEnvironment(listener);
        BuildContext context =
                new BuildContext(build, null, environment, build.getSensitiveBuildVariables(), listener);
        JobResultPublisher.get().begin(arguments.expand(environment), () -> context, false).await();
    }
}
