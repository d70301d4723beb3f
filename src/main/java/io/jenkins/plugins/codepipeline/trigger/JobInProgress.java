package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import java.util.Date;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A job of the ledger as the administrator's page shows it. */
@ExportedBean
public final class JobInProgress {

    private final LedgerEntry entry;

    JobInProgress(LedgerEntry entry) {
        this.entry = entry;
    }

    @Exported
    public CodePipelineJob getJob() {
        return entry.job();
    }

    @Exported
    public String getItem() {
        return entry.itemFullName();
    }

    @CheckForNull
    public String getItemUrl() {
        Job<?, ?> item = BuildFinder.itemOf(entry);
        return item == null ? null : item.getUrl();
    }

    /** The number of the build, or 0. */
    @Exported
    public int getBuildNumber() {
        return entry.buildNumber();
    }

    @CheckForNull
    public String getBuildUrl() {
        return BuildFinder.buildOf(entry).map(Run::getUrl).orElse(null);
    }

    /** How far it is. */
    @Exported
    public String getState() {
        return entry.state().name();
    }

    @Exported
    public Date getTakenAt() {
        return new Date(entry.takenAt());
    }

    @Exported
    public String getLastEvent() {
        return entry.lastEvent();
    }

    @Exported
    public Date getLastEventAt() {
        return new Date(entry.lastEventAt());
    }

    /** Whether the last attempt to start its build or to send its result failed. */
    @Exported
    public boolean isFailing() {
        return JobRetryScheduler.get().isFailing(entry.id());
    }

    /** Whether there is something to try at once. */
    public boolean isRetryable() {
        return isFailing() || entry.isResultDue();
    }
}
