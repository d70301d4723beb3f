package io.jenkins.plugins.codepipeline.job;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Cause;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.util.Objects;

/** Says that a build was started for a job of AWS CodePipeline. */
public final class CodePipelineJobCause extends Cause {

    private final CodePipelineJob job;

    public CodePipelineJobCause(CodePipelineJob job) {
        this.job = job;
    }

    @NonNull
    public CodePipelineJob getJob() {
        return job;
    }

    @NonNull
    @Override
    public String getShortDescription() {
        return Messages.CodePipelineJobCause_shortDescription(
                printable(job.getPipelineName()), printable(job.getStageName()), printable(job.getActionName()));
    }

    private static String printable(String name) {
        return Printable.text(Objects.toString(name, "?"), 100);
    }
}
