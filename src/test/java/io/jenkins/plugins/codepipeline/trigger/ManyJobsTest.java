package io.jenkins.plugins.codepipeline.trigger;

import static io.jenkins.plugins.codepipeline.trigger.JenkinsWithJobs.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import hudson.model.ParametersAction;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobEvent;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** Jobs in numbers, and more than one controller that polls for them. */
public class ManyJobsTest {

    private static final int JOBS = 200;

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithJobs jobs = new JenkinsWithJobs(JENKINS);

    @Rule
    public final RealJenkinsRule other = new RealJenkinsRule();

    /** Whatever the parameters are: without an action of its own, Jenkins would merge builds with equal ones. */
    @Test
    public void jobsThatAreQueuedAtOnceAreABuildEach() throws Exception {
        WorkflowJob item = jobs.pipeline("sleep time: 100, unit: 'MILLISECONDS'", new StringParameterDefinition("ENVIRONMENT", ""));
        Map<String, String> environments = new HashMap<>();
        IntStream.range(0, JOBS).forEach(i -> {
            String environment = "environment-" + i / 2;
            Job job = jobs.aws.jobs().queue(Map.of(
                    ActionTypes.PROJECT_NAME, "pipeline", ActionTypes.ENVIRONMENT, environment));
            environments.put(job.id(), environment);
        });
        JenkinsWithJobs.poll();
        await("all results", () -> jobs.aws.jobs().in(JobState.SUCCEEDED).size() == JOBS);
        await("the end of the ledger", () -> JobLedger.get().entries().isEmpty());

        Map<String, String> built = new HashMap<>();
        for (WorkflowRun run : item.getBuilds()) {
            StringParameterValue value =
                    (StringParameterValue) run.getAction(ParametersAction.class).getParameter("ENVIRONMENT");
            String id = CodePipelineJobAction.jobOf(run).get().getId();
            assertThat(built.put(id, value.getValue()) == null, is(true));
        }
        assertThat(built, is(environments));
        assertThat(item.getBuilds(), hasSize(JOBS));
        for (Job job : jobs.aws.jobs().all()) {
            assertThat(job.events(JobEvent.Kind.ACKNOWLEDGED), hasSize(1));
            assertThat(job.events(JobEvent.Kind.RESULT_RECORDED), hasSize(1));
            assertThat(job.events(JobEvent.Kind.RESULT_REFUSED), hasSize(0));
        }
    }

    @Test
    public void twoControllersShareTheJobsOfAnActionType() throws Throwable {
        int count = 60;
        KilledController remote = new KilledController(jobs.aws.uri().toString());
        other.startJenkins();
        WorkflowJob here = jobs.pipeline("");
        other.runRemotely((RealJenkinsRule.Step) jenkins -> {
            remote.configure(jenkins);
            KilledController.pipeline(jenkins, "pipeline", "");
        });
        await("the first polls", () -> jobs.aws.exchanges().count(Operation.POLL_FOR_JOBS) >= 2);
        IntStream.range(0, count)
                .forEach(i -> jobs.aws.jobs().queue(Map.of(ActionTypes.PROJECT_NAME, "pipeline")));
        JenkinsWithJobs.poll();
        other.runRemotely((RealJenkinsRule.Step) jenkins -> KilledController.poll("pipeline"));
        await("all results", () -> jobs.aws.jobs().in(JobState.SUCCEEDED).size() == count);
        int there = other.runRemotely((RealJenkinsRule.Step2<Integer>) jenkins ->
                KilledController.jobsOfBuilds(jenkins).get("pipeline").size());
        assertThat(here.getBuilds(), hasSize(greaterThan(0)));
        assertThat(there, greaterThan(0));
        assertThat(here.getNextBuildNumber() - 1 + there, is(count));
        assertThat(
                jobs.aws.jobs().all().stream().allMatch(job -> job.events(JobEvent.Kind.RESULT_RECORDED).size() == 1),
                is(true));
    }
}
