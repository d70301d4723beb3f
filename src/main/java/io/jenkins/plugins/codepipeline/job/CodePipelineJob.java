package io.jenkins.plugins.codepipeline.job;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.codepipeline.core.client.ConsoleLinks;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.Job;
import software.amazon.awssdk.services.codepipeline.model.PipelineContext;

/**
 * A job of AWS CodePipeline that Jenkins took: what identifies it, its pipeline, and its action. It has none of the job's
 * secrets, and is stored with the build that works on it.
 */
@ExportedBean(defaultVisibility = 3)
public final class CodePipelineJob implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String id;
    private final String region;
    private final String accountId;
    private final String pipelineName;
    private final String pipelineExecutionId;
    private final String stageName;
    private final String actionName;
    private final String actionExecutionId;
    private final String continuationToken;

    private CodePipelineJob(Job job, Region region) {
        PipelineContext context = job.data().pipelineContext();
        id = job.id();
        this.region = region.id();
        accountId = job.accountId();
        pipelineName = context == null ? null : context.pipelineName();
        pipelineExecutionId = context == null ? null : context.pipelineExecutionId();
        stageName = context == null || context.stage() == null ? null : context.stage().name();
        actionName = context == null || context.action() == null ? null : context.action().name();
        actionExecutionId =
                context == null || context.action() == null ? null : context.action().actionExecutionId();
        continuationToken = job.data().continuationToken();
    }

    public static CodePipelineJob of(Job job, Region region) {
        return new CodePipelineJob(job, region);
    }

    @NonNull
    @Exported
    public String getId() {
        return id;
    }

    @NonNull
    @Exported
    public String getRegion() {
        return region;
    }

    @CheckForNull
    @Exported
    public String getPipelineName() {
        return pipelineName;
    }

    @CheckForNull
    @Exported
    public String getPipelineExecutionId() {
        return pipelineExecutionId;
    }

    @CheckForNull
    @Exported
    public String getStageName() {
        return stageName;
    }

    @CheckForNull
    @Exported
    public String getActionName() {
        return actionName;
    }

    @CheckForNull
    @Exported
    public String getActionExecutionId() {
        return actionExecutionId;
    }

    /** The page of the AWS console with the execution of the pipeline. */
    @CheckForNull
    public String getConsoleUrl() {
        return pipelineName == null || pipelineExecutionId == null
                ? null
                : ConsoleLinks.execution(Region.of(region), pipelineName, pipelineExecutionId)
                        .orElse(null);
    }

    /** The environment variables of the build that works on the job. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("CODEPIPELINE_JOB_ID", id);
        variables.put("CODEPIPELINE_REGION", region);
        variables.put("CODEPIPELINE_ACCOUNT_ID", accountId);
        variables.put("CODEPIPELINE_PIPELINE_NAME", pipelineName);
        variables.put("CODEPIPELINE_PIPELINE_EXECUTION_ID", pipelineExecutionId);
        variables.put("CODEPIPELINE_STAGE_NAME", stageName);
        variables.put("CODEPIPELINE_ACTION_NAME", actionName);
        variables.put("CODEPIPELINE_ACTION_EXECUTION_ID", actionExecutionId);
        variables.put("CODEPIPELINE_CONTINUATION_TOKEN", continuationToken);
        variables.values().removeIf(value -> value == null);
        return variables;
    }
}
