package io.jenkins.plugins.codepipeline.step;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import io.jenkins.plugins.codepipeline.report.ReportedResult;
import io.jenkins.plugins.codepipeline.report.ReportedResults;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Builds of which each has reached something else when the controller restarts: results that wait for their turn, results
 * that are sent but not answered, one whose next attempt is yet to come, and some that are answered while the build does not go on.
 */
final class BuildsUnderWay implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int BRANCHES = 60;

    /** So many threads of the pool one target may take. */
    private static final int SENT = 56;

    private static final String ANSWERED = "33333333-0000-0000-0000-000000000000";
    private static final String REFUSED = "44444444-0000-0000-0000-000000000000";

    private static final String POSTPONED = "55555555-0000-0000-0000-000000000000";

    private final String endpoint;

    BuildsUnderWay(String endpoint) {
        this.endpoint = endpoint;
    }

    private static String jobId(int branch) {
        return "22222222-0000-0000-0000-0000000000%02d".formatted(branch);
    }

    private static List<String> jobIds() {
        return IntStream.range(0, BRANCHES).mapToObj(BuildsUnderWay::jobId).toList();
    }

    /** AWS CodePipeline records what it gets, but answers only the two builds that do not go on. */
    void prepare(FakeCodePipeline aws) {
        jobIds().forEach(jobId -> aws.recordsOnce(jobId, 600_000));
        aws.recordsOnce(ANSWERED, 3000);
        aws.refusesLate(REFUSED, 3000);
        aws.postpones(POSTPONED, 100);
    }

    void begin(JenkinsRule jenkins) throws Exception {
        new JenkinsWithAws(jenkins).addCredentials("worker", "AKIDWORKER");
        CodePipelineConfiguration.get().setEndpoint(endpoint);
        CodePipelineConfiguration.get().setCredentialsId("worker");

        startPaused(jenkins, "answered", ANSWERED);
        startPaused(jenkins, "refused", REFUSED);
        jenkins.waitForMessage(
                "Attempt 1 failed, there will be another in 100.0 s",
                start(jenkins, "postponed", report("us-east-1", "'" + POSTPONED + "'")));
        WorkflowRun sent = start(
                jenkins,
                "sent",
                """
                def branches = [:]
                for (int i = 0; i < %d; i++) {
                    def jobId = '22222222-0000-0000-0000-0000000000' + "${i}".padLeft(2, '0')
                    branches[jobId] = { %s }
                }
                parallel branches
                """
                        .formatted(BRANCHES, report("eu-west-1", "jobId")));
        await(() -> results(sent).stream().filter(ReportedResult::isMayHaveArrived).count() == SENT);
        // Their Pipeline has begun all steps, and saved its state: before that, it may not survive being killed.
        await(() -> ((CpsFlowExecution) sent.getExecution()).getCurrentExecutions(true).get().size() == BRANCHES);
    }

    /** A paused build does not go on with the answer that comes to it. */
    private static void startPaused(JenkinsRule jenkins, String name, String jobId) throws Exception {
        WorkflowRun run = start(jenkins, name, report("us-east-1", "'" + jobId + "'"));
        jenkins.waitForMessage("Reporting the success", run);
        ((CpsFlowExecution) run.getExecution()).pause(true);
        await(() -> results(run).stream().noneMatch(ReportedResult::isUnderWay));
        assertThat(run.isBuilding(), is(true));
    }

    /** From now on AWS CodePipeline answers at once. */
    void recover(FakeCodePipeline aws) {
        jobIds().stream().filter(jobId -> aws.requestsFor(jobId) == 0).forEach(jobId -> aws.recordsOnce(jobId, 0));
    }

    void assertFinished(JenkinsRule jenkins) throws Exception {
        WorkflowRun answered = unpause(jenkins, "answered");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(answered));
        assertThat(results(answered).stream().map(ReportedResult::isRecorded).toList(), is(List.of(true)));

        WorkflowRun refused = unpause(jenkins, "refused");
        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(refused));
        jenkins.assertLogContains("AccessDeniedException", refused);
        assertThat(results(refused).stream().map(ReportedResult::isRecorded).toList(), is(List.of(false)));

        WorkflowRun postponed = build(jenkins, "postponed");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(postponed));
        assertThat(results(postponed).stream().map(ReportedResult::isRecorded).toList(), is(List.of(true)));

        WorkflowRun sent = build(jenkins, "sent");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(sent));
        assertThat(results(sent).stream().filter(ReportedResult::isRecorded).count(), is((long) BRANCHES));
        assertThat(
                results(sent).stream().filter(result -> result.getConfirmation() != null).count(), is((long) SENT));
        jenkins.assertLogContains(
                "Confirmed by retry: the request was sent before the controller restarted, and its answer was lost", sent);
    }

    /** Each result was sent once, and once more if it was sent without an answer. */
    void assertSent(FakeCodePipeline aws) {
        assertThat(aws.requestsFor(ANSWERED), is(1));
        assertThat(aws.requestsFor(REFUSED), is(1));
        assertThat(aws.requestsFor(POSTPONED), is(2));
        assertThat(jobIds().stream().filter(jobId -> aws.requestsFor(jobId) == 2).count(), is((long) SENT));
        assertThat(jobIds().stream().filter(jobId -> aws.requestsFor(jobId) == 1).count(), is((long) BRANCHES - SENT));
        aws.bodies().forEach(body -> assertThat(body, containsString("\"created\":1767323045")));
    }

    private static WorkflowRun unpause(JenkinsRule jenkins, String name) throws Exception {
        WorkflowRun run = build(jenkins, name);
        ((CpsFlowExecution) run.getExecutionPromise().get()).pause(false);
        return run;
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    private static List<ReportedResult> results(WorkflowRun run) {
        ReportedResults page = run.getAction(ReportedResults.class);
        return page == null ? List.of() : page.getResults();
    }

    private interface Condition {
        boolean isMet() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        while (!condition.isMet()) {
            Thread.sleep(50);
        }
    }

    private static WorkflowRun start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static String report(String region, String jobId) {
        return """
                putJobSuccessResult(
                    jobId: %s, region: '%s',
                    currentRevision: [revision: 'r', changeIdentifier: 'c', created: new Date(1767323045000L)],
                    executionDetails: 'summary="Built, tested"', outputVariables: [count: 7, share: 1.5, flag: true])
                """
                .formatted(jobId, region);
    }
}
