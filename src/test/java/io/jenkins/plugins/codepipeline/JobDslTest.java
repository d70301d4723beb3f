package io.jenkins.plugins.codepipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assert.assertTrue;

import hudson.model.FreeStyleProject;
import hudson.model.Result;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;

/** Both results of freestyle jobs, as a Job DSL script configures them. */
public class JobDslTest {

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Test
    public void theBuildStepPutsEitherResult() throws Exception {
        jenkins.setDefaults();
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        JobDsl.configure(
                job,
                """
                freeStyleJob('deploy') {
                    steps {
                        codePipelineJobResult {
                            result {
                                putJobSuccessResult {
                                    jobId('11111111-abcd-1111-abcd-111111abcdef')
                                    executionDetails { summary('Deployed'); percentComplete('100') }
                                    outputVariables { variables { outputVariable { name('imageTag'); value('1.4.2') } } }
                                }
                            }
                        }
                        codePipelineJobResult {
                            result {
                                putJobFailureResult {
                                    jobId('22222222-abcd-2222-abcd-222222abcdef')
                                    failureDetails { type('JobFailed'); message('${JOB_NAME}'); externalExecutionId('7') }
                                }
                            }
                        }
                    }
                }
                """);

        JENKINS.buildAndAssertSuccess(job);

        assertSent(
                """
                {"jobId": "11111111-abcd-1111-abcd-111111abcdef", "outputVariables": {"imageTag": "1.4.2"},
                 "executionDetails": {"summary": "Deployed", "percentComplete": 100}}
                """,
                """
                {"jobId": "22222222-abcd-2222-abcd-222222abcdef",
                 "failureDetails": {"type": "JobFailed", "message": "%s", "externalExecutionId": "7"}}
                """
                        .formatted(job.getName()));
    }

    @Test
    public void thePostBuildActionPutsWhatTheBuildBecame() throws Exception {
        jenkins.setDefaults();
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        JobDsl.configure(
                job,
                """
                freeStyleJob('deploy') {
                    publishers {
                        codePipelineJobResultNotifier {
                            success {
                                jobId('11111111-abcd-1111-abcd-111111abcdef')
                            }
                            failureDetails { type('SystemUnavailable'); message('No luck') }
                            unstableIsSuccess(true)
                        }
                    }
                }
                """);
        job.getBuildersList().add(new FailureBuilder());

        JENKINS.buildAndAssertStatus(Result.FAILURE, job);

        assertSent(
                """
                {"jobId": "11111111-abcd-1111-abcd-111111abcdef",
                 "failureDetails": {"type": "SystemUnavailable", "message": "No luck"}}
                """);
    }

    private void assertSent(String... bodies) {
        List<String> sent = jenkins.aws.bodies();
        assertThat(sent, hasSize(bodies.length));
        for (int i = 0; i < bodies.length; i++) {
            assertTrue(sent.get(i), equalToJson(bodies[i]).match(sent.get(i)).isExactMatch());
        }
    }
}
