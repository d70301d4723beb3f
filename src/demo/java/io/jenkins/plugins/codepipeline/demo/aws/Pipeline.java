package io.jenkins.plugins.codepipeline.demo.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A pipeline of two stages: a source, which is done at once, and a custom action that a worker has to do. */
public final class Pipeline {

    public static final String SOURCE = "Source";
    public static final String DEPLOY = "Deploy";
    public static final String ACTION = "Jenkins";

    private final String name;
    private final Map<String, String> configuration;
    private final Jobs jobs;
    private final List<PipelineExecution> executions = new ArrayList<>();

    /**
     * Begins without executions.
     *
     * @param configuration that of the custom action, which is one of {@link ActionTypes#JENKINS}
     */
    public Pipeline(String name, Map<String, String> configuration, Jobs jobs) {
        this.name = name;
        this.configuration = configuration;
        this.jobs = jobs;
    }

    public String name() {
        return name;
    }

    public Map<String, String> configuration() {
        return configuration;
    }

    /** Starts an execution: the source has a new revision, and a job of the custom action is queued. */
    public PipelineExecution releaseChange() {
        return release("passes");
    }

    /** Starts an execution whose deployment is to fail. */
    public PipelineExecution releaseFaultyChange() {
        return release("fails");
    }

    private synchronized PipelineExecution release(String smokeTest) {
        Map<String, String> properties = new HashMap<>(configuration);
        properties.put(ActionTypes.SMOKE_TEST, smokeTest);
        Job job = jobs.queue(jobs.data(ActionTypes.JENKINS.id(), properties, name, DEPLOY, ACTION));
        PipelineExecution execution = new PipelineExecution(jobs, job.data());
        executions.add(execution);
        return execution;
    }

    /** First to last. */
    public synchronized List<PipelineExecution> executions() {
        return List.copyOf(executions);
    }
}
