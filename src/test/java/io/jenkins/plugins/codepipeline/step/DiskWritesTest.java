package io.jenkins.plugins.codepipeline.step;

import static io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline.error;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.ExtensionList;
import hudson.XmlFile;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;

/** What the steps write to the disk, beside what a Pipeline writes for any step. */
public class DiskWritesTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String END = "end";

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Before
    public void setUp() throws Exception {
        jenkins.setDefaults();
    }

    @Test
    public void eachResultIsWrittenOnceHoweverManyAttemptsItTakes() throws Exception {
        jenkins.aws.answersInTurn(
                JenkinsWithAws.JOB_ID,
                error(503, "ServiceUnavailable", "later").withFixedDelay(5000),
                error(503, "ServiceUnavailable", "later"));
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                JenkinsWithAws.call(JobResultOperation.SUCCESS)
                        + "\ncatchError(buildResult: 'SUCCESS') { " + JenkinsWithAws.call(JobResultOperation.FAILURE) + " }",
                true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.aws.awaitRequests(1);

        Path folder = Files.createDirectories(run.getRootDir().toPath().resolve("codepipeline-results"));
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            JENKINS.assertBuildStatus(Result.SUCCESS, JENKINS.waitForCompletion(run));
            Files.createFile(folder.resolve(END));

            assertThat(writtenFiles(watch), is(Map.of("1.xml", 1, "2.xml", 1)));
        }
        assertThat(jenkins.aws.requests(), hasSize(4));
    }

    /** How often each file got its content: Jenkins writes a file under another name, and moves it. */
    private static Map<String, Integer> writtenFiles(WatchService watch) throws InterruptedException {
        Map<String, Integer> written = new TreeMap<>();
        while (!written.containsKey(END)) {
            WatchKey key = watch.take();
            key.pollEvents().forEach(event -> written.merge(event.context().toString(), 1, Integer::sum));
            key.reset();
        }
        written.keySet().removeIf(name -> !name.endsWith(".xml"));
        return written;
    }

    @Test
    public void theFileOfTheBuildIsSavedOnceForAllResults() throws Exception {
        // Another step that ends later than it begins, at each of which a Pipeline saves its build.
        int plain = savedBy("sleep time: 1, unit: 'MILLISECONDS'\n".repeat(3));
        int results = savedBy((JenkinsWithAws.call(JobResultOperation.SUCCESS) + '\n').repeat(3));

        assertThat(results, is(plain + 1));
    }

    private int savedBy(String script) throws Exception {
        AtomicInteger count = ExtensionList.lookupSingleton(SavedBuilds.class).count;
        int before = count.get();
        jenkins.run(Result.SUCCESS, script);
        return count.get() - before;
    }

    @TestExtension
    public static final class SavedBuilds extends SaveableListener {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void onChange(Saveable saveable, XmlFile file) {
            if (saveable instanceof Run) {
                count.incrementAndGet();
            }
        }
    }
}
