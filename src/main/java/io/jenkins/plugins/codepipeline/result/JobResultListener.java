package io.jenkins.plugins.codepipeline.result;

import hudson.ExtensionPoint;
import hudson.model.Run;
import jenkins.util.Listeners;

/** Is told of each result of a build once it has its outcome. */
public interface JobResultListener extends ExtensionPoint {

    void onOutcome(Run<?, ?> run, JobResultRecord result);

    static void fireOutcome(Run<?, ?> run, JobResultRecord result) {
        Listeners.notify(JobResultListener.class, true, listener -> listener.onOutcome(run, result));
    }
}
