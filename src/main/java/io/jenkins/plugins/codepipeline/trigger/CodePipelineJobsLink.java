package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Api;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import java.util.Comparator;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The administrator's page of the jobs in progress. */
@Extension
@ExportedBean
public final class CodePipelineJobsLink extends ManagementLink implements StaplerProxy {

    private static final String URL = "codepipeline-jobs";

    /** So many are shown; the newest first. */
    private static final int MAX_SHOWN = 200;

    @Exported
    public int getCount() {
        return JobLedger.get().entries().size();
    }

    /** The jobs that the page shows. */
    @Exported(inline = true)
    public List<JobInProgress> getJobs() {
        return JobLedger.get().entries().stream()
                .sorted(Comparator.comparing(LedgerEntry::takenAt).reversed())
                .limit(MAX_SHOWN)
                .map(JobInProgress::new)
                .toList();
    }

    public int getMaxShown() {
        return MAX_SHOWN;
    }

    public Api getApi() {
        return new Api(this);
    }

    /** Starts the build of a job, or sends its result, at once. */
    @RequirePOST
    public HttpResponse doRetry(@QueryParameter String id) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        JobResumer.get().resume(id);
        ResultDelivery.get().deliver(id);
        return new HttpRedirect(".");
    }

    /** Gives a job up: its result is not sent. */
    @RequirePOST
    public HttpResponse doForget(@QueryParameter String id) {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        ResultDelivery.get().forget(id);
        return new HttpRedirect(".");
    }

    @Override
    public Object getTarget() {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        return this;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return "symbol-paper-plane-outline";
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.CodePipelineJobsLink_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.CodePipelineJobsLink_description();
    }

    @NonNull
    @Override
    public String getUrlName() {
        return URL;
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.ADMINISTER;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.STATUS;
    }
}
