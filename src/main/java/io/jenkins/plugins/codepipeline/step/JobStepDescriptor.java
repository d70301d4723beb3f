package io.jenkins.plugins.codepipeline.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ComboBoxModel;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.codepipeline.config.FormItems;
import io.jenkins.plugins.codepipeline.config.FormValidations;
import io.jenkins.plugins.codepipeline.core.request.JobId;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** Checks the fields that the forms of all {@link JobStep}s have, and fills their lists. */
abstract class JobStepDescriptor extends StepDescriptor {

    static final String JOB_ID = "jobId";

    @Override
    public final Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, TaskListener.class, EnvVars.class);
    }

    @CheckForNull
    @Override
    public final String argumentsToString(@NonNull Map<String, Object> namedArgs) {
        Object jobId = namedArgs.get(JOB_ID);
        return jobId == null ? null : Printable.text(jobId.toString());
    }

    @RequirePOST
    public final FormValidation doCheckJobId(@AncestorInPath Item item, @QueryParameter String value) {
        return FormValidations.optional(item, value, JobId::check);
    }

    @RequirePOST
    public final FormValidation doCheckRegion(@AncestorInPath Item item, @QueryParameter String value) {
        return FormValidations.region(item, value);
    }

    @RequirePOST
    public final FormValidation doCheckCredentialsId(@AncestorInPath Item item, @QueryParameter String value) {
        return FormValidations.credentials(item, value);
    }

    @RequirePOST
    public final ComboBoxModel doFillRegionItems(@AncestorInPath Item item) {
        return FormItems.regions(item);
    }

    @RequirePOST
    public final ListBoxModel doFillCredentialsIdItems(@AncestorInPath Item item, @QueryParameter String credentialsId) {
        return FormItems.credentials(item, credentialsId);
    }
}
