package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AdministrativeMonitor;
import hudson.model.Item;
import java.util.List;
import java.util.Optional;

/** Tells administrators of triggers that cannot poll, and of jobs that cannot go on. */
@Extension
public final class TriggerMonitor extends AdministrativeMonitor {

    /** One poll that fails may be the network. */
    private static final int MIN_FAILURES = 3;

    /** So many are told of by name. */
    private static final int MAX_SHOWN = 10;

    /**
     * A poll that fails.
     *
     * @param items of the triggers that share it
     */
    public record FailingPoll(List<Item> items, String failure) {

        public List<Item> getItems() {
            return items;
        }

        public String getFailure() {
            return failure;
        }
    }

    @Override
    public boolean isActivated() {
        return getFailingJobs() > 0 || JobPoller.get().polls().stream().anyMatch(TriggerMonitor::isFailing);
    }

    public List<FailingPoll> getFailingPolls() {
        return JobPoller.get().polls().stream()
                .filter(TriggerMonitor::isFailing)
                .limit(MAX_SHOWN)
                .map(poll -> new FailingPoll(
                        poll.members().stream()
                                .flatMap(trigger -> Optional.<Item>ofNullable(trigger.item()).stream())
                                .limit(MAX_SHOWN)
                                .toList(),
                        poll.failure()))
                .toList();
    }

    /** How many jobs have a build that could not be started, or a result that could not be sent, so far. */
    public long getFailingJobs() {
        return JobLedger.get().entries().stream()
                .filter(entry -> JobRetryScheduler.get().isFailing(entry.id()))
                .count();
    }

    private static boolean isFailing(Poll poll) {
        return poll.failures() >= MIN_FAILURES || poll.failures() > 0 && poll.key().problem() != null;
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.TriggerMonitor_displayName();
    }
}
