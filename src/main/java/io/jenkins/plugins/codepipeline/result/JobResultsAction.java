package io.jenkins.plugins.codepipeline.result;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenkins.model.RunAction2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of a build with the results that it sent to AWS CodePipeline. Those with an outcome are in a {@link JobResultLog}. */
@ExportedBean
public final class JobResultsAction implements RunAction2 {

    private static final Logger LOGGER = Logger.getLogger(JobResultsAction.class.getName());

    /** So many are on the page. */
    private static final int MAX_SHOWN = 200;

    private transient Run<?, ?> run;
    private transient List<JobResultRecord> results;

    /** Gives a page to a build that begins with a job of CodePipeline. Jenkins saves the build afterwards. */
    public static void add(Run<?, ?> run) {
        run.addAction(new JobResultsAction());
    }

    /** The page of a build, which is made for its first result if the build began without a job. */
    public static JobResultsAction of(Run<?, ?> run) {
        JobResultsAction page = new JobResultsAction();
        synchronized (JobResultsAction.class) {
            JobResultsAction known = run.getAction(JobResultsAction.class);
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

    /** Shows a result that has no outcome yet. */
    public synchronized void show(JobResultRecord result) {
        if (result.getNumber() == 0) {
            List<JobResultRecord> all = getResults();
            result.setNumber(all.isEmpty() ? 1 : all.get(all.size() - 1).getNumber() + 1);
            all.add(result);
        }
    }

    /** Shows and stores a result that has its outcome. */
    public synchronized void save(JobResultRecord result) {
        show(result);
        try {
            log().append(result);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The page of " + run + " may lack a result after a restart");
        }
    }

    /** The outcome of a Pipeline step that had one before the controller restarted. */
    Optional<JobResultRecord> outcomeOf(@CheckForNull String stepId) {
        return getResults().stream()
                .filter(result -> stepId != null && stepId.equals(result.getStepId()))
                .findFirst();
    }

    /** Whether AWS CodePipeline recorded a result of this build for a job. */
    public boolean hasRecorded(String jobId) {
        return getResults().stream()
                .anyMatch(result -> result.getState() == JobResultState.RECORDED && jobId.equals(result.getJobId()));
    }

    /** All results, first to last. */
    @Exported(visibility = 2)
    public synchronized List<JobResultRecord> getResults() {
        if (results == null) {
            results = new CopyOnWriteArrayList<>(log().read());
            results.sort(Comparator.comparing(JobResultRecord::getNumber));
        }
        return results;
    }

    /** The results that the page shows. */
    public List<JobResultRecord> getShownResults() {
        List<JobResultRecord> all = getResults();
        return all.subList(Math.max(0, all.size() - MAX_SHOWN), all.size());
    }

    public int getMaxShown() {
        return MAX_SHOWN;
    }

    private JobResultLog log() {
        return new JobResultLog(run.getRootDir().toPath());
    }

    /** The job that the build works on, if a trigger started it. */
    @CheckForNull
    public CodePipelineJob getJob() {
        return CodePipelineJobAction.jobOf(run).orElse(null);
    }

    /** The text of the build's summary. */
    public String getSummary() {
        String counts = Stream.of(
                        count(result -> result.isRecorded(JobResultOperation.SUCCESS), Messages::JobResultsAction_successes),
                        count(result -> result.isRecorded(JobResultOperation.FAILURE), Messages::JobResultsAction_failures),
                        count(JobResultRecord::isUnrecorded, Messages::JobResultsAction_unrecorded))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return Messages.JobResultsAction_summary(counts.isEmpty() ? Messages.JobResultsAction_noResult() : counts);
    }

    private Optional<String> count(Predicate<JobResultRecord> kind, Function<Long, String> text) {
        return Optional.of(getResults().stream().filter(kind).count())
                .filter(count -> count > 0)
                .map(text);
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
        return Messages.JobResultsAction_displayName();
    }

    @NonNull
    @Override
    public String getUrlName() {
        return "aws-codepipeline";
    }
}
