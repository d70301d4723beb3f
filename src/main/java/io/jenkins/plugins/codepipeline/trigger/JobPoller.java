package io.jenkins.plugins.codepipeline.trigger;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;

/** The triggers of all items, and the polls that they need: triggers that would poll for the same share one poll. */
@Extension
public final class JobPoller {

    /** Each trigger with the poll that it shares. */
    private final Map<CodePipelineTrigger, PollKey> triggers = new ConcurrentHashMap<>();

    private final Map<PollKey, Poll> polls = new ConcurrentHashMap<>();

    /** By the full name of the item. A Pipeline makes its trigger anew at each build, and keeps its log. */
    private final Map<String, PollingLog> logs = new ConcurrentHashMap<>();

    private volatile boolean started;

    static JobPoller get() {
        return ExtensionList.lookupSingleton(JobPoller.class);
    }

    /** Begins to poll, once the ledger is held against the builds and the queue. The start of Jenkins does not wait for it. */
    void start() {
        SystemTaskRunner.submit(JobPoller.class, () -> {
            try {
                JobReconciler.get().reconcile();
            } finally {
                started = true;
                polls.values().forEach(Poll::runNow);
            }
        });
    }

    boolean isStarted() {
        return started;
    }

    /** Adds a trigger in the place of those that its item had before, which Jenkins does not always stop. */
    synchronized void add(CodePipelineTrigger trigger) {
        triggers.keySet().stream()
                .filter(other -> other == trigger || other.isReplacedBy(trigger))
                .forEach(this::remove);
        long changes = SettingsListener.changeCount();
        PollKey key = PollKey.of(trigger);
        triggers.put(trigger, key);
        polls.computeIfAbsent(key, added -> new Poll(added, changes)).add(trigger);
    }

    synchronized void remove(CodePipelineTrigger trigger) {
        PollKey key = triggers.remove(trigger);
        Poll poll = key == null ? null : polls.get(key);
        if (poll != null && poll.remove(trigger)) {
            polls.remove(key);
        }
    }

    /** Forgets an item that was deleted; Jenkins does not stop its triggers. */
    synchronized void removeItem(Item item) {
        triggers.keySet().stream()
                .filter(trigger -> trigger.isOf(item.getFullName()))
                .forEach(this::remove);
        logs.remove(item.getFullName());
    }

    /** Keeps the log of an item that has another name. */
    void renameItem(String oldFullName, String newFullName) {
        PollingLog log = logs.remove(oldFullName);
        if (log != null) {
            logs.put(newFullName, log);
        }
    }

    /** Moves triggers to another poll whose region, credentials or endpoint have changed by other settings than their own. */
    void regroup(Collection<CodePipelineTrigger> members) {
        members.stream()
                .filter(trigger -> !PollKey.of(trigger).equals(triggers.get(trigger)))
                .forEach(this::move);
    }

    private synchronized void move(CodePipelineTrigger trigger) {
        if (triggers.containsKey(trigger)) {
            remove(trigger);
            add(trigger);
        }
    }

    Collection<Poll> polls() {
        return new ArrayList<>(polls.values());
    }

    /** Polls for an item at once, since it may take a job again. */
    void poke(String itemFullName) {
        triggers.forEach((trigger, key) -> {
            if (trigger.isOf(itemFullName)) {
                Optional.ofNullable(polls.get(key)).ifPresent(Poll::poke);
            }
        });
    }

    Set<CodePipelineTrigger> triggers() {
        return Set.copyOf(triggers.keySet());
    }

    /** The log of an item; one that nobody sees if the item is gone. */
    PollingLog log(String itemFullName) {
        PollingLog known = logs.get(itemFullName);
        if (known != null) {
            return known;
        }
        return Jenkins.get().getItemByFullName(itemFullName) == null
                ? new PollingLog()
                : logs.computeIfAbsent(itemFullName, name -> new PollingLog());
    }
}
