package io.jenkins.plugins.codepipeline.step;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline.error;
import static io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline.recorded;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.client.CallDispatcher;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.result.JobResultRecord;
import io.jenkins.plugins.codepipeline.result.JobResultState;
import io.jenkins.plugins.codepipeline.result.JobResultsAction;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Builds of which each has reached something else when the controller restarts. */
final class BuildsUnderWay implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int BRANCHES = 60;

    /** The other branches wait for their turn. */
    private static final int SENT = CallDispatcher.MAX_CALLS_PER_TARGET;

    /** Its answer comes, but the build does not go on with it before the restart. */
    private static final String ANSWERED = "33333333-0000-0000-0000-000000000000";

    /** The same, and the answer is an error. */
    private static final String REFUSED = "44444444-0000-0000-0000-000000000000";

    /** Its next attempt is to come in a hundred seconds. */
    private static final String POSTPONED = "55555555-0000-0000-0000-000000000000";

    /** Its first try was refused; the next attempt of its second try is to come in a hundred seconds. */
    private static final String RETRIED = "66666666-0000-0000-0000-000000000000";

    /** It is sent, but not recorded, and while the controller is down the job ends. */
    private static final String ENDED = "77777777-0000-0000-0000-000000000000";

    private final JobResultOperation operation;
    private final String endpoint;

    BuildsUnderWay(JobResultOperation operation, String endpoint) {
        this.operation = operation;
        this.endpoint = endpoint;
    }

    private static String jobId(int branch) {
        return "22222222-0000-0000-0000-0000000000%02d".formatted(branch);
    }

    private static List<String> jobIds() {
        return IntStream.range(0, BRANCHES).mapToObj(BuildsUnderWay::jobId).toList();
    }

    void prepare(FakeCodePipeline aws) {
        int never = 600_000;
        jobIds().forEach(jobId -> aws.answersInTurn(jobId, recorded().withFixedDelay(never)));
        aws.answersInTurn(ANSWERED, recorded().withFixedDelay(3000));
        aws.answersInTurn(REFUSED, denied().withFixedDelay(3000));
        aws.answersInTurn(POSTPONED, later());
        aws.answersInTurn(RETRIED, denied(), later());
        aws.answersInTurn(
                ENDED,
                aResponse().withStatus(200).withFixedDelay(never),
                error(400, "InvalidJobStateException", "Job with id " + ENDED + " has already terminated"));
    }

    private static ResponseDefinitionBuilder denied() {
        return error(400, "AccessDeniedException", "Not allowed");
    }

    private static ResponseDefinitionBuilder later() {
        return error(503, "ServiceUnavailable", "later").withHeader("Retry-After", "100");
    }

    void begin(JenkinsRule jenkins) throws Exception {
        new JenkinsWithAws(jenkins).addCredentials("worker", "AKIDWORKER");
        CodePipelineConfiguration.get().setEndpoint(endpoint);
        CodePipelineConfiguration.get().setCredentialsId("worker");

        startPaused(jenkins, "answered", ANSWERED);
        startPaused(jenkins, "refused", REFUSED);
        String next = "Attempt 1 failed. The next one follows in 100.0 s";
        jenkins.waitForMessage(next, start(jenkins, "postponed", put("us-east-1", "'" + POSTPONED + "'")));
        jenkins.waitForMessage(next, start(jenkins, "retried", "retry(2) { " + put("us-east-1", "'" + RETRIED + "'") + " }"));
        WorkflowRun ended = start(jenkins, "ended", put("us-east-1", "'" + ENDED + "'"));
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
                        .formatted(BRANCHES, put("eu-west-1", "jobId")));
        // Their Pipelines have begun all steps, and saved their state: before that, one may not survive being killed.
        await(() -> stepsOf(ended) == 1 && stepsOf(sent) == BRANCHES);
    }

    private static int stepsOf(WorkflowRun run) throws Exception {
        return ((CpsFlowExecution) run.getExecutionPromise().get()).getCurrentExecutions(true).get().size();
    }

    /** A paused build does not go on with the answer that comes to it. */
    private void startPaused(JenkinsRule jenkins, String name, String jobId) throws Exception {
        WorkflowRun run = start(jenkins, name, put("us-east-1", "'" + jobId + "'"));
        jenkins.waitForMessage("Sending " + operation.apiName(), run);
        ((CpsFlowExecution) run.getExecution()).pause(true);
        await(() -> !states(run).contains(JobResultState.IN_PROGRESS));
        assertThat(run.isBuilding(), is(true));
    }

    /** Waits until everything is sent that has a turn. */
    void awaitSent(FakeCodePipeline aws) throws Exception {
        await(() -> aws.requestsFor(ENDED) == 1
                && jobIds().stream().filter(jobId -> aws.requestsFor(jobId) == 1).count() == SENT);
    }

    /** From now on AWS CodePipeline answers at once. */
    void recover(FakeCodePipeline aws) {
        jobIds().stream().filter(jobId -> aws.requestsFor(jobId) == 0).forEach(jobId -> aws.answersInTurn(jobId, recorded()));
    }

    void assertFinished(JenkinsRule jenkins) throws Exception {
        WorkflowRun answered = unpause(jenkins, "answered");
        assertEnds(jenkins, Result.SUCCESS, answered, JobResultState.RECORDED);

        WorkflowRun refused = unpause(jenkins, "refused");
        assertEnds(jenkins, Result.FAILURE, refused, JobResultState.FAILED);
        jenkins.assertLogContains("AccessDeniedException", refused);

        assertEnds(jenkins, Result.SUCCESS, build(jenkins, "postponed"), JobResultState.RECORDED);
        assertEnds(jenkins, Result.SUCCESS, build(jenkins, "retried"), JobResultState.FAILED, JobResultState.RECORDED);

        WorkflowRun ended = build(jenkins, "ended");
        assertEnds(jenkins, Result.FAILURE, ended, JobResultState.FAILED);
        jenkins.assertLogContains("InvalidJobStateException: Job with id " + ENDED + " has already terminated", ended);
        jenkins.assertLogContains("The job has already ended, or it has the opposite result.", ended);

        WorkflowRun sent = build(jenkins, "sent");
        jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(sent));
        assertThat(states(sent), is(Collections.nCopies(BRANCHES, JobResultState.RECORDED)));
    }

    private static void assertEnds(JenkinsRule jenkins, Result result, WorkflowRun run, JobResultState... states)
            throws Exception {
        jenkins.assertBuildStatus(result, jenkins.waitForCompletion(run));
        assertThat(states(run), is(List.of(states)));
    }

    /** Each result was sent once, and once more, identically, if it had no answer. */
    void assertSent(FakeCodePipeline aws) {
        assertThat(aws.requestsFor(ANSWERED), is(1));
        assertThat(aws.requestsFor(REFUSED), is(1));
        assertThat(aws.requestsFor(POSTPONED), is(2));
        assertThat(aws.requestsFor(RETRIED), is(3));
        assertThat(aws.requestsFor(ENDED), is(2));
        assertThat(jobIds().stream().filter(jobId -> aws.requestsFor(jobId) == 2).count(), is((long) SENT));
        assertThat(jobIds().stream().filter(jobId -> aws.requestsFor(jobId) == 1).count(), is((long) BRANCHES - SENT));
        assertThat(aws.bodies(), everyItem(containsString(content())));
        assertThat(aws.bodies().stream().distinct().count(), is(BRANCHES + 5L));
        assertThat(aws.results(), is(BRANCHES + 3));
    }

    private String content() {
        return operation == JobResultOperation.SUCCESS
                ? "\"created\":1767323045"
                : "\"failureDetails\":{\"type\":\"JobFailed\",\"message\":\"Build 1: \\\"smoke\\\" failed\"}";
    }

    private static WorkflowRun unpause(JenkinsRule jenkins, String name) throws Exception {
        WorkflowRun run = build(jenkins, name);
        ((CpsFlowExecution) run.getExecutionPromise().get()).pause(false);
        return run;
    }

    private static WorkflowRun build(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class).getBuildByNumber(1);
    }

    private static List<JobResultState> states(WorkflowRun run) {
        JobResultsAction page = run.getAction(JobResultsAction.class);
        return page == null ? List.of() : page.getResults().stream().map(JobResultRecord::getState).toList();
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

    private String put(String region, String jobId) {
        String members = operation == JobResultOperation.SUCCESS
                ? """
                currentRevision: [revision: 'r', changeIdentifier: 'c', created: new Date(1767323045000L)],
                executionDetails: 'summary="Built, tested"', outputVariables: [count: 7, share: 1.5, flag: true]"""
                : """
                failureDetails: [type: 'JobFailed', message: "Build ${env.BUILD_NUMBER}: \\"smoke\\" failed"]""";
        return "%s jobId: %s, region: '%s', %s".formatted(JenkinsWithAws.step(operation), jobId, region, members);
    }
}
