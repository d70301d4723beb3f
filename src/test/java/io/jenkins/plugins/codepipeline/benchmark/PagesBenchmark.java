package io.jenkins.plugins.codepipeline.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.bench.figures.Bound;
import io.jenkins.plugins.codepipeline.bench.figures.MachineLoad;
import io.jenkins.plugins.codepipeline.bench.figures.Median;
import io.jenkins.plugins.codepipeline.bench.figures.Table;
import io.jenkins.plugins.codepipeline.core.client.BusyCodePipeline;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;
import org.kohsuke.stapler.MetaClass;

/** Shows how long the pages take of a build with 1,000 results, and of 10,000 open jobs. */
public class PagesBenchmark {

    private static final int RESULTS = 1_000;
    private static final int REQUESTS = 20;

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule().withTimeout(1800);

    private record Page(String title, String path, boolean isOfPlugin) {

        Page(String title, String path) {
            this(title, path, true);
        }
    }

    private final MachineLoad load = new MachineLoad();
    private final List<Bound> bounds = new ArrayList<>();

    @Test
    public void bigPages() throws Throwable {
        controller.startJenkins();
        String small;
        String build;
        try (BusyCodePipeline aws = new BusyCodePipeline(Duration.ZERO, Integer.MAX_VALUE)) {
            controller.runRemotely(Builds::reportTo, aws.uri());
            small = controller.runRemotely(PagesBenchmark::build, 1);
            build = controller.runRemotely(PagesBenchmark::build, RESULTS);
        }
        controller.stopJenkins();
        restart(small);
        Table table = new Table("Pages", "", "first ms", "then ms", "KiB");
        measure(
                table,
                new Page("page of a build with 1,000 results", build),
                new Page("its page of results", build + "aws-codepipeline/"),
                new Page("the build as JSON", build + "api/json?depth=2"));
        new OpenJobs(controller).make();
        restart(small);
        measure(
                table,
                new Page("*Manage Jenkins*, of Jenkins itself", "manage/", false),
                new Page("page of 10,000 open jobs", "manage/codepipeline-jobs/"),
                new Page("the same as JSON", "manage/codepipeline-jobs/api/json?depth=2"));
        Bound.print(bounds);
        load.print();
    }

    /** Nothing is in memory then that the pages show; only the classes of such pages are loaded. */
    private void restart(String small) throws Throwable {
        controller.startJenkins();
        controller.runRemotely((RealJenkinsRule.Step) PagesBenchmark::keepViews);
        load.look();
        get(small + "aws-codepipeline/");
    }

    /** As every Jenkins does but one that is tested, which reads the texts of a page anew for each text. */
    private static void keepViews(JenkinsRule jenkins) {
        MetaClass.NO_CACHE = false;
    }

    private static String build(JenkinsRule jenkins, int results) throws Exception {
        return new JenkinsWithAws(jenkins)
                .run(Result.SUCCESS, Builds.times(results, Builds.REPORT))
                .getUrl();
    }

    /** Each once, in the order in which a user comes to them, and then each again and again. */
    private void measure(Table table, Page... pages) throws Exception {
        Map<Page, double[]> first = new LinkedHashMap<>();
        for (Page page : pages) {
            first.put(page, get(page.path));
        }
        first.forEach((page, figures) -> {
            double[] later = DoubleStream.generate(() -> getAgain(page.path)).limit(REQUESTS).toArray();
            table.row(page.title, figures[0], Median.of(later), figures[1] / 1024);
            if (page.isOfPlugin) {
                bounds.add(Bound.atMost(1000, page.title + ", first request, ms", figures[0]));
            }
        });
    }

    private double getAgain(String path) {
        try {
            return get(path)[0];
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Milliseconds, and bytes. */
    private double[] get(String path) throws Exception {
        long start = System.nanoTime();
        HttpURLConnection http = (HttpURLConnection) new URL(controller.getUrl(), path).openConnection();
        try (InputStream body = http.getInputStream()) {
            long bytes = body.transferTo(OutputStream.nullOutputStream());
            assertThat(path, http.getResponseCode(), is(200));
            return new double[] {(System.nanoTime() - start) / 1e6, bytes};
        }
    }
}
