package io.jenkins.plugins.codepipeline.result;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;

import hudson.model.Result;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.core.client.FakeCodePipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** What the JVM of a controller loads of the AWS SDK for this plugin. */
public class FirstCallTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final FakeCodePipeline aws = new FakeCodePipeline();

    @Rule
    public final RealJenkinsRule controller = new RealJenkinsRule();

    @Test
    public void noClientOfTheSdkIsLoadedBeforeTheFirstCall() throws Throwable {
        Path loaded = folder.getRoot().toPath().resolve("classes.log");
        controller.javaOptions("-Xlog:class+load:file=" + loaded);
        controller.startJenkins();
        controller.runRemotely(FirstCallTest::configure, aws.uri().toString());
        assertThat(classesOfClient(loaded), empty());

        controller.runRemotely((RealJenkinsRule.Step) FirstCallTest::call);
        assertThat(classesOfClient(loaded), hasItem(containsString("DefaultCodePipelineClient ")));
        controller.stopJenkins();
    }

    /** Without those that the AWS credentials of Jenkins are made of, and those of the lists of a trigger's form. */
    private static List<String> classesOfClient(Path log) throws Exception {
        Predicate<String> ofSdk = Pattern.compile(" software\\.amazon\\.awssdk\\.").asPredicate();
        Predicate<String> ofCredentials = Pattern.compile(
                        " software\\.amazon\\.awssdk\\.(auth\\.credentials|identity\\.spi|regions\\.providers|utils\\.builder"
                                + "|core\\.SdkPojo|core\\.exception|awscore\\.exception)\\b")
                .asPredicate();
        Predicate<String> ofForms = Pattern.compile(
                        " software\\.amazon\\.awssdk\\.(regions|utils|services\\.codepipeline\\.model\\.ActionCategory)\\b")
                .asPredicate();
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(ofSdk.and(ofCredentials.or(ofForms).negate())).toList();
        }
    }

    private static void configure(JenkinsRule jenkins, String endpoint) throws Exception {
        CodePipelineConfiguration.get().setEndpoint(endpoint);
        CodePipelineConfiguration.get().setRegion("eu-west-1");
        jenkins.configRoundtrip(jenkins.createFreeStyleProject());
    }

    private static void call(JenkinsRule jenkins) throws Exception {
        new JenkinsWithAws(jenkins).addCredentials("worker", "AKIDWORKER");
        CodePipelineConfiguration.get().setCredentialsId("worker");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("putJobSuccessResult jobId: '" + JenkinsWithAws.JOB_ID + "'", true));
        jenkins.buildAndAssertStatus(Result.SUCCESS, job);
    }
}
