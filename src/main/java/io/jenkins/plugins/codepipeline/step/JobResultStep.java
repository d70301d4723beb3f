package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.result.JobResultArguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that put a job's result. */
public abstract class JobResultStep extends JobStep {

    private String cliInputJson;
    private String generateCliSkeleton;

    /** What a Pipeline script gave. A form fills the fields instead. */
    @CheckForNull
    private transient JobResultArguments scriptArguments;

    @CheckForNull
    public String getCliInputJson() {
        return cliInputJson;
    }

    @DataBoundSetter
    public void setCliInputJson(String cliInputJson) {
        this.cliInputJson = Util.fixEmpty(cliInputJson);
    }

    @CheckForNull
    public String getGenerateCliSkeleton() {
        return generateCliSkeleton;
    }

    @DataBoundSetter
    public void setGenerateCliSkeleton(String generateCliSkeleton) {
        this.generateCliSkeleton = Util.fixEmpty(generateCliSkeleton);
    }

    abstract JobResultOperation operation();

    /** Adds those members of the result that a form of this operation has. */
    abstract void addMembers(Map<String, Object> members);

    final void setScriptArguments(JobResultArguments arguments) {
        scriptArguments = arguments;
    }

    /** What the result is to be, whether a script or a form gave it. */
    public final JobResultArguments toArguments() {
        if (scriptArguments != null) {
            return scriptArguments;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("jobId", getJobId());
        addMembers(members);
        return new JobResultArguments(
                operation(), members, cliInputJson, generateCliSkeleton, getCredentialsId(), getRegion(), List.of());
    }

    @Override
    public StepExecution start(StepContext context) {
        return new JobResultStepExecution(context, toArguments());
    }
}
