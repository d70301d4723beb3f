package io.jenkins.plugins.codepipeline.report;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.PeriodicWork;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Reports success results for builds. Until there is one to report, nothing of the AWS SDK is loaded. */
@Extension
public class SuccessReporter {

    private final Set<Report> underWay = ConcurrentHashMap.newKeySet();
    private Connections connections;

    public static SuccessReporter get() {
        return ExtensionList.lookupSingleton(SuccessReporter.class);
    }

    /**
     * Begins a report, and does not wait for it.
     *
     * @param place finds the place in the build that it is for; is called in a thread of the report's own
     * @param isResumed whether it was begun before a restart of the controller
     */
    public Report begin(SuccessResult result, Callable<BuildContext> place, boolean isResumed) {
        Report report = new Report(connections(), result, place, isResumed);
        underWay.add(report);
        report.outcome().whenComplete((text, failure) -> underWay.remove(report));
        report.begin();
        return report;
    }

    /** Breaks off what is under way, and begins nothing in its place; a Pipeline takes it up again after the restart. */
    @Terminator
    public static void suspend() {
        SuccessReporter reporter = get();
        reporter.existing().ifPresent(Connections::goDown);
        reporter.underWay.forEach(Report::suspend);
        reporter.existing().ifPresent(Connections::close);
    }

    private synchronized Connections connections() {
        if (connections == null) {
            connections = new Connections();
        }
        return connections;
    }

    private synchronized Optional<Connections> existing() {
        return Optional.ofNullable(connections);
    }

    /** Closes clients that have long not been used. */
    @Extension
    public static final class Cleaner extends PeriodicWork {

        @Override
        public long getRecurrencePeriod() {
            return TimeUnit.MINUTES.toMillis(5);
        }

        @Override
        protected void doRun() {
            get().existing().ifPresent(Connections::closeUnused);
        }
    }
}
