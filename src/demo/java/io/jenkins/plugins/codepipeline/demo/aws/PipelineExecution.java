package io.jenkins.plugins.codepipeline.demo.aws;

import java.util.List;
import software.amazon.awssdk.services.codepipeline.model.JobData;

/** One run of a pipeline; how far it is, is read from the jobs of its action. */
public final class PipelineExecution {

    private final Jobs jobs;
    private final JobData data;

    PipelineExecution(Jobs jobs, JobData data) {
        this.jobs = jobs;
        this.data = data;
    }

    public String id() {
        return data.pipelineContext().pipelineExecutionId();
    }

    /** What the source stage found. */
    public String sourceRevision() {
        return data.inputArtifacts().get(0).revision();
    }

    /** The last job of the action: with a continuation token an action has more than one. */
    public Job job() {
        List<Job> ofAction = jobs.ofAction(data.pipelineContext().action().actionExecutionId());
        return ofAction.get(ofAction.size() - 1);
    }

    public boolean isInProgress() {
        return job().isOpen();
    }

    /** Stops the execution and abandons its action. */
    public void stop() {
        jobs.abandon(job().id());
    }
}
