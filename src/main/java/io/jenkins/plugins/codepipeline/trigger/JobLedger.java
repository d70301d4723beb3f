package io.jenkins.plugins.codepipeline.trigger;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Items;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/**
 * The jobs of AWS CodePipeline that this controller took and whose result is not recorded yet, each in a file of its own below
 * the Jenkins home. A change is on disk before it counts.
 */
@Extension
public final class JobLedger {

    private static final Logger LOGGER = Logger.getLogger(JobLedger.class.getName());

    private static final String FOLDER = "codepipeline-jobs";
    private static final String SUFFIX = ".xml";

    private final Map<String, LedgerEntry> entries;

    public JobLedger() {
        entries = load();
    }

    static JobLedger get() {
        return ExtensionList.lookupSingleton(JobLedger.class);
    }

    Collection<LedgerEntry> entries() {
        return List.copyOf(entries.values());
    }

    Optional<LedgerEntry> find(String jobId) {
        return Optional.ofNullable(entries.get(jobId));
    }

    /** The full names of the items for which a job was taken whose build has not begun. */
    Set<String> waitingItems() {
        return entries.values().stream()
                .filter(LedgerEntry::isWaiting)
                .map(LedgerEntry::itemFullName)
                .collect(Collectors.toSet());
    }

    /**
     * Adds a job that is not on the ledger. Only one thread at a time may do so for a job, see {@link InFlightJobs}.
     *
     * @throws IOException if it could not be stored, and thus is not there
     */
    void add(LedgerEntry entry) throws IOException {
        file(entry.id()).write(entry);
        entries.put(entry.id(), entry);
    }

    /**
     * Changes the entry of a job, if it is there. The changes of one job wait for each other, those of several do not: most of
     * the time of a change is that of the disk.
     *
     * @param change gives the same entry for none
     * @return the entry as it is then
     */
    Optional<LedgerEntry> update(String jobId, UnaryOperator<LedgerEntry> change) {
        return Optional.ofNullable(entries.computeIfPresent(jobId, (id, entry) -> {
            LedgerEntry changed = change.apply(entry);
            if (changed != entry) {
                try {
                    file(id).write(changed);
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "The state of the CodePipeline job " + id + " is not stored");
                }
            }
            return changed;
        }));
    }

    /** Forgets a job. */
    void remove(String jobId) {
        entries.computeIfPresent(jobId, (id, entry) -> {
            try {
                file(id).delete();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "The CodePipeline job " + id + " is known again after a restart");
            }
            return null;
        });
    }

    private static Map<String, LedgerEntry> load() {
        Map<String, LedgerEntry> entries = new ConcurrentHashMap<>();
        String[] names = folder().list((folder, name) -> name.endsWith(SUFFIX));
        for (String name : names == null ? new String[0] : names) {
            try {
                LedgerEntry entry = (LedgerEntry) new XmlFile(Items.XSTREAM2, new File(folder(), name)).read();
                entries.put(entry.id(), entry);
            } catch (IOException | RuntimeException e) { // Whatever is in a file, the other jobs are known.
                LOGGER.log(Level.WARNING, e, () -> "The CodePipeline job of " + name + " cannot be read");
            }
        }
        return entries;
    }

    private static XmlFile file(String jobId) {
        return new XmlFile(Items.XSTREAM2, new File(folder(), jobId + SUFFIX));
    }

    private static File folder() {
        return new File(Jenkins.get().getRootDir(), FOLDER);
    }
}
