package io.jenkins.plugins.codepipeline.result;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.codepipeline.config.CallResources;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Puts the results of builds. Loads nothing of the AWS SDK before the first. */
@Extension
public final class JobResultPublisher {

    private final Set<JobResultTask> inProgress = ConcurrentHashMap.newKeySet();

    public static JobResultPublisher get() {
        return ExtensionList.lookupSingleton(JobResultPublisher.class);
    }

    /**
     * Begins to put a result, and does not wait for it.
     *
     * @param contextSupplier finds the place in the build; is called in a thread of the task's own
     * @param resumed whether the step was begun before a restart of the controller
     */
    public JobResultTask begin(JobResultArguments arguments, Callable<BuildContext> contextSupplier, boolean resumed) {
        JobResultTask task = new JobResultTask(arguments, contextSupplier, resumed);
        inProgress.add(task);
        task.outcome().whenComplete((text, failure) -> inProgress.remove(task));
        task.begin();
        return task;
    }

    /** Breaks off what is in progress. A Pipeline takes it up again after the restart. */
    @Terminator
    public static void suspend() {
        CallResources.shutDown();
        get().inProgress.forEach(JobResultTask::suspend);
    }
}
