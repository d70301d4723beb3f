package io.jenkins.plugins.codepipeline.trigger;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Computer;
import hudson.model.Items;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.Jenkins;

/**
 * The jobs of AWS CodePipeline that this controller took and whose result is not recorded yet, each in a file of its own below
 * the Jenkins home. What could not be found out again after a crash is on the disk before it counts.
 */
@Extension
public final class JobLedger {

    private static final Logger LOGGER = Logger.getLogger(JobLedger.class.getName());

    private static final String FOLDER = "codepipeline-jobs";
    private static final String SUFFIX = ".xml";

    /** Names an empty file: the id of a job, and the number of its build. */
    private static final Pattern BEGUN = Pattern.compile("(?<id>.+)\\.build-(?<number>\\d{1,9})");

    /** Read in the background, since the start of Jenkins need not wait for the files of thousands of jobs. */
    private final CompletableFuture<Map<String, LedgerEntry>> loaded =
            CompletableFuture.supplyAsync(JobLedger::load, Computer.threadPoolForRemoting);

    static JobLedger get() {
        return ExtensionList.lookupSingleton(JobLedger.class);
    }

    private Map<String, LedgerEntry> byId() {
        return loaded.join();
    }

    Collection<LedgerEntry> entries() {
        return List.copyOf(byId().values());
    }

    Optional<LedgerEntry> find(String jobId) {
        return Optional.ofNullable(byId().get(jobId));
    }

    /** The full names of the items for which a job was taken whose build has not begun. */
    Set<String> waitingItems() {
        return byId().values().stream()
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
        byId().put(entry.id(), entry);
    }

    /**
     * Changes the entry of a job, if it is there, and stores it. The changes of one job wait for each other, those of several do
     * not: most of the time of a change is that of the disk.
     *
     * @param change gives the same entry for none
     * @return the entry as it is then
     */
    Optional<LedgerEntry> update(String jobId, UnaryOperator<LedgerEntry> change) {
        return Optional.ofNullable(byId().computeIfPresent(jobId, (id, entry) -> {
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

    /** Notes that a job is this controller's. After a crash, the same acknowledgement once more would tell. */
    void acknowledge(String jobId) {
        byId().computeIfPresent(jobId, (id, entry) -> entry.acknowledged());
    }

    /** Notes the build of a job that has begun, unless it has one. */
    void begin(String jobId, int buildNumber) {
        byId().computeIfPresent(jobId, (id, entry) -> entry.isWaiting() ? entry.building(buildNumber) : entry);
    }

    /**
     * Stores that the build of a job has begun, before its first step: if Jenkins does not know the build after a crash, the job
     * must not get another. The build does not wait for the disk. An empty file is there or it is not, whatever fails.
     */
    void storeBuild(String jobId, int buildNumber) {
        byId().computeIfPresent(jobId, (id, entry) -> {
            try {
                if (entry.buildNumber() == buildNumber) {
                    Files.createFile(begun(entry));
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "The build of the CodePipeline job " + id + " is not stored");
            }
            return entry;
        });
    }

    /** Forgets a job. */
    void remove(String jobId) {
        byId().computeIfPresent(jobId, (id, entry) -> {
            try {
                file(id).delete();
                Files.deleteIfExists(begun(entry));
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "The CodePipeline job " + id + " is known again after a restart");
            }
            return null;
        });
    }

    private static Map<String, LedgerEntry> load() {
        Map<String, LedgerEntry> entries = new ConcurrentHashMap<>();
        String[] names = Objects.requireNonNullElse(folder().list(), new String[0]);
        for (String name : names) {
            if (name.endsWith(SUFFIX)) {
                try {
                    LedgerEntry entry = (LedgerEntry) new XmlFile(Items.XSTREAM2, new File(folder(), name)).read();
                    entries.put(entry.id(), entry);
                } catch (IOException | RuntimeException e) { // Whatever is in a file, the other jobs are known.
                    LOGGER.log(Level.WARNING, e, () -> "The CodePipeline job of " + name + " cannot be read");
                }
            }
        }
        Stream.of(names).map(BEGUN::matcher).filter(Matcher::matches).forEach(begun ->
                entries.computeIfPresent(begun.group("id"), (id, entry) ->
                        entry.isWaiting() ? entry.building(Integer.parseInt(begun.group("number"))) : entry));
        return entries;
    }

    private static Path begun(LedgerEntry entry) {
        return folder().toPath().resolve(entry.id() + ".build-" + entry.buildNumber());
    }

    private static XmlFile file(String jobId) {
        return new XmlFile(Items.XSTREAM2, new File(folder(), jobId + SUFFIX));
    }

    private static File folder() {
        return new File(Jenkins.get().getRootDir(), FOLDER);
    }
}
