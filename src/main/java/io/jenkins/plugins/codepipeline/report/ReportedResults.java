package io.jenkins.plugins.codepipeline.report;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of a build with all that it reported to AWS CodePipeline. */
@ExportedBean
public final class ReportedResults implements RunAction2 {

    private static final Logger LOGGER = Logger.getLogger(ReportedResults.class.getName());

    private final List<ReportedResult> results = new CopyOnWriteArrayList<>();

    private transient Run<?, ?> run;

    /** Adds a result to the page of a build, which gets one with its first. */
    static void add(Run<?, ?> run, ReportedResult result) {
        of(run).results.add(result);
        try {
            run.save();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The page of " + run + " may lack a result after a restart");
        }
    }

    private static synchronized ReportedResults of(Run<?, ?> run) {
        ReportedResults page = run.getAction(ReportedResults.class);
        if (page == null) {
            page = new ReportedResults();
            run.addAction(page);
        }
        return page;
    }

    /** All tries to report, first to last. */
    @Exported(visibility = 2)
    public List<ReportedResult> getResults() {
        return results;
    }

    /** The text of the build's summary. */
    public String getSummary() {
        long recorded = results.stream().filter(ReportedResult::isRecorded).count();
        return Messages.ReportedResults_summary(recorded, results.size() - recorded);
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
