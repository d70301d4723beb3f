package io.jenkins.plugins.codepipeline.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.XmlFile;
import hudson.model.Run;
import java.io.File;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The page of a build with all that it reported to AWS CodePipeline. Each result is a file of its own beside the build's, so
 * that it costs no more to keep the last of many than the first, and is kept while the report is under way.
 */
@ExportedBean
public final class ReportedResults implements RunAction2 {

    private static final Logger LOGGER = Logger.getLogger(ReportedResults.class.getName());

    private static final String FOLDER = "codepipeline-results";

    private transient Run<?, ?> run;
    private transient List<ReportedResult> results;

    /** The page of a build, which is made for its first result. */
    static ReportedResults of(Run<?, ?> run) {
        ReportedResults page = new ReportedResults();
        synchronized (ReportedResults.class) {
            ReportedResults known = run.getAction(ReportedResults.class);
            if (known != null) {
                return known;
            }
            run.addAction(page);
        }
        try {
            run.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> run + " may lack its page after a restart");
        }
        return page;
    }

    /** Adds a result to the page, if it is not there, but not yet to the disk. */
    synchronized void show(ReportedResult result) {
        if (result.getNumber() == 0) {
            List<ReportedResult> all = getResults();
            result.setNumber(all.isEmpty() ? 1 : all.get(all.size() - 1).getNumber() + 1);
            all.add(result);
        }
    }

    /** Keeps a result as it is now, on the page and on the disk. */
    void save(ReportedResult result) {
        show(result);
        synchronized (result) { // The last to write it writes it as it is then.
            try {
                file(result.getNumber() + ".xml").write(result);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "The page of " + run + " may lack a result after a restart");
            }
        }
    }

    /** The last result of a job of AWS CodePipeline from before a restart of the controller. */
    Optional<ReportedResult> leftOver(String jobId) {
        return getResults().stream()
                .filter(result -> result.isLeftOver() && jobId.equals(result.getJobId()))
                .reduce((first, second) -> second);
    }

    /** All tries to report, first to last. */
    @Exported(visibility = 2)
    public synchronized List<ReportedResult> getResults() {
        if (results == null) {
            String[] names = folder().list((folder, name) -> name.endsWith(".xml"));
            results = new CopyOnWriteArrayList<>(Stream.of(names == null ? new String[0] : names)
                    .flatMap(name -> read(name).stream())
                    .sorted(Comparator.comparing(ReportedResult::getNumber))
                    .toList());
        }
        return results;
    }

    private Optional<ReportedResult> read(String name) {
        try {
            return Optional.ofNullable((ReportedResult) file(name).read()).map(result -> result.withLeftOver(true));
        } catch (IOException | ClassCastException e) {
            LOGGER.log(Level.WARNING, e, () -> "The page of " + run + " lacks a result that can not be read");
            return Optional.empty();
        }
    }

    private XmlFile file(String name) {
        return new XmlFile(Run.XSTREAM2, new File(folder(), name));
    }

    private File folder() {
        return new File(run.getRootDir(), FOLDER);
    }

    /** The text of the build's summary. */
    public String getSummary() {
        long recorded = getResults().stream().filter(ReportedResult::isRecorded).count();
        long failed = getResults().stream().filter(result -> result.getFailure() != null).count();
        return Messages.ReportedResults_summary(recorded, failed);
    }

    public Run<?, ?> getRun() {
        return run;
    }

    @Override
    public void onAttached(Run<?, ?> run) {
        this.run = run;
    }

    @Override
    public void onLoad(Run<?, ?> run) {
        this.run = run;
    }

    @NonNull
    @Override
    public String getIconFileName() {
        return "symbol-paper-plane-outline";
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.ReportedResults_displayName();
    }

    @NonNull
    @Override
    public String getUrlName() {
        return "aws-codepipeline";
    }
}
