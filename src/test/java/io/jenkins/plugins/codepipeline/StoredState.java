package io.jenkins.plugins.codepipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline.error;
import static io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline.recorded;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.RuleChain;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Writes the test data of {@link StoredStateTest} with this version of the plugin, into the folder target/stored-state. The
 * file src/test/resources/stored-state/README.md says when and how.
 */
public class StoredState {

    /** Stands in the place of the port of the test that wrote the data. */
    static final String ENDPOINT = "http://127.0.0.1:1";

    static final String CONFIGURATION = CodePipelineConfiguration.class.getName() + ".xml";

    static final String RECORDED = "11111111-0000-0000-0000-000000000000";
    static final String REFUSED = "22222222-0000-0000-0000-000000000000";
    static final String SUCCESS = "33333333-0000-0000-0000-000000000000";
    static final String FAILURE = "44444444-0000-0000-0000-000000000000";
    static final String DETAILS = "55555555-0000-0000-0000-000000000000";

    private final FakeCodePipeline aws = new FakeCodePipeline();
    private final JenkinsRule jenkins = new JenkinsRule();

    @Rule
    public final RuleChain rules = RuleChain.outerRule(aws).around(jenkins);

    @Test
    public void write() throws Exception {
        System.setProperty("aws.accessKeyId", "AKIDWORKER");
        System.setProperty("aws.secretAccessKey", "AKIDWORKERSecret");
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        configuration.setEndpoint(aws.uri().toString());
        configuration.setRegion("eu-west-1");
        configuration.setAllowControllerIdentity(true);
        FreeStyleProject freestyle = jenkins.createFreeStyleProject("freestyle");
        JobDsl.configure(
                freestyle,
                """
                freeStyleJob('freestyle') {
                    steps {
                        codePipelineJobResult { result { putJobSuccessResult {
                            jobId('66666666-0000-0000-0000-000000000000')
                            region('us-east-1')
                            currentRevision { revision('r1'); changeIdentifier('${BUILD_TAG}'); created('2026-01-02'); revisionSummary('s') }
                            executionDetails { summary('Built, tested'); externalExecutionId('${BUILD_NUMBER}'); percentComplete('100') }
                            outputVariables { variables { outputVariable { name('imageTag'); value('1.4.2') } } }
                        } } }
                        codePipelineJobResult { result { putJobFailureResult {
                            jobId('77777777-0000-0000-0000-000000000000')
                            failureDetails { type('PermissionError'); message('No rights'); externalExecutionId('${BUILD_NUMBER}') }
                        } } }
                    }
                    publishers {
                        codePipelineJobResultNotifier {
                            success { jobId('88888888-0000-0000-0000-000000000000') }
                            failureDetails { type('JobFailed'); message('Broken') }
                            unstableIsSuccess(true)
                        }
                    }
                }
                """);
        freestyle.save();
        aws.answersInTurn(REFUSED, error(400, "AccessDeniedException", "Not allowed"));
        for (String jobId : new String[] {SUCCESS, FAILURE, DETAILS}) {
            aws.answersInTurn(jobId, aResponse().withStatus(200).withFixedDelay(600_000));
        }
        aws.answersInTurn(RECORDED, recorded());
        WorkflowJob pipeline = jenkins.createProject(WorkflowJob.class, "under-way");
        pipeline.setDefinition(new CpsFlowDefinition(
                """
                putJobSuccessResult jobId: '%s', executionDetails: [summary: 'Half is done', percentComplete: 50],
                    currentRevision: [revision: 'r1', changeIdentifier: 'c1']
                catchError(buildResult: 'SUCCESS') {
                    putJobFailureResult jobId: '%s', failureDetails: [type: 'ConfigurationError', message: 'No such bucket']
                }
                parallel(
                    success: {
                        putJobSuccessResult(
                            jobId: '%s', region: 'us-east-1',
                            currentRevision: [revision: 'r1', changeIdentifier: "c${1}", created: new Date(1767323045000L)],
                            executionDetails: 'summary="Built, tested",percentComplete=100',
                            outputVariables: [count: 7, share: 1.5, flag: true])
                    },
                    failure: {
                        putJobFailureResult jobId: '%s', failureDetails: [type: 'JobFailed', message: "No. ${1}"]
                    },
                    details: {
                        echo "Stage ${getJobDetails(jobId: '%s').data.pipelineContext.stage.name}"
                    })
                """
                        .formatted(RECORDED, REFUSED, SUCCESS, FAILURE, DETAILS),
                true));
        WorkflowRun run = pipeline.scheduleBuild2(0).waitForStart();
        aws.awaitRequests(5);
        // The Pipeline has saved its state by then.
        while (((CpsFlowExecution) run.getExecutionPromise().get()).getCurrentExecutions(true).get().size() < 3) {
            Thread.sleep(50);
        }

        copy(jenkins.jenkins.getRootDir().toPath(), Path.of("target", "stored-state"));
    }

    /** The files of the jobs and of the plugin itself, and the list of Pipelines to go on with. */
    private void copy(Path home, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = home.relativize(file).toString();
                if (name.startsWith("jobs")
                        || name.startsWith("io.jenkins.plugins.codepipeline.")
                        || name.endsWith("FlowExecutionList.xml")) {
                    Path copy = target.resolve(name);
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Path configuration = target.resolve(CONFIGURATION);
        Files.writeString(configuration, Files.readString(configuration).replace(aws.uri().toString(), ENDPOINT));
    }
}
