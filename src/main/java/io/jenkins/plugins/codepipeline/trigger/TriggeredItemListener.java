package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.listeners.ItemListener;

/** Begins to poll once all items and the queue are loaded, and keeps the ledger true when items are moved or deleted. */
@Extension
public final class TriggeredItemListener extends ItemListener {

    @Override
    public void onLoaded() {
        JobPoller.get().start();
    }

    @Override
    public void onLocationChanged(@NonNull Item item, @NonNull String oldFullName, @NonNull String newFullName) {
        JobPoller.get().renameItem(oldFullName, newFullName);
        JobLedger ledger = JobLedger.get();
        ledger.entries().stream()
                .filter(entry -> entry.itemFullName().equals(oldFullName))
                .forEach(entry -> ledger.update(entry.id(), same -> same.withItem(newFullName)));
    }

    @Override
    public void onDeleted(@NonNull Item item) {
        String message = Messages.TriggeredItemListener_deleted(item.getFullName());
        JobLedger.get().entries().stream()
                .filter(entry -> entry.itemFullName().equals(item.getFullName()))
                .forEach(entry -> BuildEndHandler.lost(entry, message));
        JobPoller.get().removeItem(item);
    }
}
