package io.jenkins.plugins.codepipeline.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Action;
import hudson.model.Actionable;
import hudson.model.EnvironmentContributingAction;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Ties a build, while it is queued and after, to the CodePipeline job that it works on. */
@ExportedBean
public final class CodePipelineJobAction extends InvisibleAction
        implements EnvironmentContributingAction, Queue.QueueAction, Serializable {

    private static final long serialVersionUID = 1L;

    private final CodePipelineJob job;

    @CheckForNull
    private final String credentialsId;

    /**
     * Ties a build to a job.
     *
     * @param credentialsId those of the trigger that took the job, if it names some
     */
    public CodePipelineJobAction(CodePipelineJob job, @CheckForNull String credentialsId) {
        this.job = job;
        this.credentialsId = credentialsId;
    }

    /** The job that a build works on, if a trigger started it. */
    public static Optional<CodePipelineJob> jobOf(Actionable build) {
        return Optional.ofNullable(build.getAction(CodePipelineJobAction.class)).map(CodePipelineJobAction::getJob);
    }

    /** The id of the credentials of the trigger that took the build's job, or null. */
    @CheckForNull
    public static String credentialsIdOf(Actionable build) {
        CodePipelineJobAction action = build.getAction(CodePipelineJobAction.class);
        return action == null ? null : action.credentialsId;
    }

    @NonNull
    @Exported(visibility = 2)
    public CodePipelineJob getJob() {
        return job;
    }

    @Override
    public void buildEnvironment(@NonNull Run<?, ?> run, @NonNull EnvVars env) {
        env.putAll(job.variables());
    }

    /** Each job is a build of its own: Jenkins must not merge two that wait in the queue. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return true;
    }
}
