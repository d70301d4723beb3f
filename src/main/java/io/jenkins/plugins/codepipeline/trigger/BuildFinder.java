package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/** Finds the items and builds of jobs. */
final class BuildFinder {

    private BuildFinder() {}

    /** The item that a job was taken for, or null if it is gone. */
    @CheckForNull
    static Job<?, ?> itemOf(LedgerEntry entry) {
        return Jenkins.get().getItemByFullName(entry.itemFullName(), Job.class);
    }

    /** The item that a job was taken for, or if it is gone, the folder that it was in: whose credentials the job may use. */
    @CheckForNull
    static Item contextOf(LedgerEntry entry) {
        String name = entry.itemFullName();
        Item item = Jenkins.get().getItemByFullName(name);
        while (item == null && name.contains("/")) {
            name = name.substring(0, name.lastIndexOf('/'));
            item = Jenkins.get().getItemByFullName(name);
        }
        return item;
    }

    /** The build that is noted for a job, if it is still there. */
    static Optional<Run<?, ?>> buildOf(LedgerEntry entry) {
        Job<?, ?> item = itemOf(entry);
        return Optional.ofNullable(
                item == null || entry.buildNumber() == 0 ? null : item.getBuildByNumber(entry.buildNumber()));
    }

    /** Finds a build of a job that is not noted. It can only have begun after the job was taken. */
    static Optional<Run<?, ?>> find(LedgerEntry entry) {
        Job<?, ?> item = itemOf(entry);
        for (Run<?, ?> run = item == null ? null : item.getLastBuild(); run != null; run = run.getPreviousBuild()) {
            if (CodePipelineJobAction.jobOf(run).filter(job -> job.getId().equals(entry.id())).isPresent()) {
                return Optional.of(run);
            }
            if (run.getStartTimeInMillis() != 0 && run.getStartTimeInMillis() < entry.takenAt()) {
                break;
            }
        }
        return Optional.empty();
    }

    /** The builds of a job that are queued: one at most, if all is well. */
    static Stream<Queue.Item> queued(String jobId) {
        return Stream.of(Queue.getInstance().getItems())
                .filter(item -> CodePipelineJobAction.jobOf(item)
                        .filter(job -> job.getId().equals(jobId))
                        .isPresent());
    }
}
