package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;

/** The page of an item that tells what its trigger did. */
public final class PollingLogAction implements Action {

    private final Job<?, ?> item;

    PollingLogAction(Job<?, ?> item) {
        this.item = item;
    }

    public Job<?, ?> getItem() {
        return item;
    }

    public PollingLog getLog() {
        return JobPoller.get().log(item.getFullName());
    }

    /** The triggers of the item; mostly one. */
    public List<String> getQueries() {
        return JobPoller.get().polls().stream()
                .filter(poll -> poll.members().stream().anyMatch(trigger -> item.equals(trigger.item())))
                .map(Poll::toString)
                .sorted()
                .toList();
    }

    @NonNull
    @Override
    public String getIconFileName() {
        return "symbol-paper-plane-outline";
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.PollingLogAction_displayName();
    }

    @NonNull
    @Override
    public String getUrlName() {
        return "codepipeline-polling";
    }

    /** Gives the page to items that have the trigger. */
    @Extension
    public static final class Factory extends TransientActionFactory<Job<?, ?>> {

        @Override
        @SuppressWarnings("unchecked")
        public Class<Job<?, ?>> type() {
            return (Class<Job<?, ?>>) (Class<?>) Job.class;
        }

        @Override
        public Class<PollingLogAction> actionType() {
            return PollingLogAction.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Job<?, ?> item) {
            return CodePipelineTrigger.of(item).stream()
                    .map(trigger -> new PollingLogAction(item))
                    .toList();
        }
    }
}
