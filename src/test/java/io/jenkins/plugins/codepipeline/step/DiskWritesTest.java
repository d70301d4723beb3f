package io.jenkins.plugins.codepipeline.step;

import static io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline.error;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
                error(503, "ServiceUnavailable", "later"),
                error(503, "ServiceUnavailable", "later"));
        WorkflowRun run = jenkins.run(
                Result.SUCCESS,
                JenkinsWithAws.call(JobResultOperation.SUCCESS)
                        + "\ncatchError(buildResult: 'SUCCESS') { " + JenkinsWithAws.call(JobResultOperation.FAILURE) + " }");

        assertThat(jenkins.aws.requests(), hasSize(4));
        // Lines are only ever added to it.
        List<String> lines = Files.readAllLines(run.getRootDir().toPath().resolve("codepipeline-results.jsonl"));
        assertThat(
                lines,
                contains(is(""), containsString("\"operation\":\"SUCCESS\""), containsString("\"operation\":\"FAILURE\"")));
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
