package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Util;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.kohsuke.stapler.DataBoundSetter;

/** What the steps have in common that call AWS CodePipeline for a job. */
public abstract class JobStep extends Step {

    private String jobId;
    private String credentialsId;
    private String region;

    /** The job. Without it, the one that a trigger started the build for. */
    @CheckForNull
    public final String getJobId() {
        return jobId;
    }

    @DataBoundSetter
    public final void setJobId(String jobId) {
        this.jobId = Util.fixEmpty(jobId);
    }

    @CheckForNull
    public final String getCredentialsId() {
        return credentialsId;
    }

    @DataBoundSetter
    public final void setCredentialsId(String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    @CheckForNull
    public final String getRegion() {
        return region;
    }

    @DataBoundSetter
    public final void setRegion(String region) {
        this.region = Util.fixEmptyAndTrim(region);
    }
}
