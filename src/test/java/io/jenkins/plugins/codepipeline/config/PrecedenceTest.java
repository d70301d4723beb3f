package io.jenkins.plugins.codepipeline.config;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentials;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.ProxyConfiguration;
import hudson.XmlFile;
import hudson.model.Fingerprint;
import hudson.model.Result;
import hudson.model.Saveable;
import hudson.model.listeners.SaveableListener;
import hudson.security.ACL;
import io.jenkins.plugins.codepipeline.JenkinsWithAws;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import io.jenkins.plugins.codepipeline.result.JobResultsAction;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.Job;

/** As whom, where and by which way a build calls: each level of the documented precedence. */
public class PrecedenceTest {

    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String CALL = "putJobSuccessResult jobId: '" + JenkinsWithAws.JOB_ID + "'";
    private static final String JOB_OF_BUILD = "99999999-abcd-1111-abcd-111111abcdef";
    private static final String ENVIRONMENT = "withEnv(['AWS_ACCESS_KEY_ID=AKIDENV', 'AWS_SECRET_ACCESS_KEY=EnvSecret'])";

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    private CodePipelineConfiguration configuration;

    /** The environment of a controller that was started with a session; a computer keeps what it once read of it. */
    @BeforeClass
    public static void startControllerWithASession() {
        EnvVars.masterEnvVars.put("AWS_ACCESS_KEY_ID", "ASIAPROCESS");
        EnvVars.masterEnvVars.put("AWS_SECRET_ACCESS_KEY", "ProcessSecret");
        EnvVars.masterEnvVars.put("AWS_SESSION_TOKEN", "ProcessSession");
    }

    @AfterClass
    public static void forgetTheSession() {
        List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN").forEach(EnvVars.masterEnvVars::remove);
    }

    @Before
    public void setUp() throws Exception {
        configuration = CodePipelineConfiguration.get();
        configuration.setRegion("eu-west-1");
        jenkins.addCredentials("worker", "AKIDWORKER");
        jenkins.addCredentials("default", "AKIDDEFAULT");
        jenkins.addCredentials("blank", "");
    }

    @After
    public void forgetTheControllersOwnIdentity() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    // Credentials

    @Test
    public void theStepsCredentialsComeFirst() throws Exception {
        configuration.setCredentialsId("default");

        WorkflowRun run = jenkins.run(Result.SUCCESS, ENVIRONMENT + " { " + CALL + ", credentialsId: 'worker' }");

        assertThat(jenkins.signer(), is("AKIDWORKER"));
        JENKINS.assertLogContains(" with the credentials 'worker':", run);
    }

    @Test
    public void thenComesTheEnvironment() throws Exception {
        configuration.setCredentialsId("default");

        WorkflowRun run = jenkins.run(Result.SUCCESS, ENVIRONMENT + " { " + CALL + " }");

        assertThat(jenkins.signer(), is("AKIDENV"));
        assertThat(jenkins.aws.requests().get(0).getHeader("X-Amz-Security-Token"), is(nullValue()));
        JENKINS.assertLogContains(" with the AWS keys of the environment:", run);
    }

    @Test
    public void theSessionTokenOfTheEnvironmentIsSent() throws Exception {
        jenkins.run(
                Result.SUCCESS,
                "withEnv(['AWS_ACCESS_KEY_ID=ASIAENV', 'AWS_SECRET_ACCESS_KEY=s', 'AWS_SESSION_TOKEN=token']) { " + CALL + " }");

        assertThat(jenkins.signer(), is("ASIAENV"));
        assertThat(jenkins.aws.requests().get(0).getHeader("X-Amz-Security-Token"), is("token"));
    }

    @Test
    public void theEnvironmentOfWithCredentialsIsTaken() throws Exception {
        jenkins.run(Result.SUCCESS, "withCredentials([aws(credentialsId: 'worker')]) { " + CALL + " }");
        jenkins.run(Result.SUCCESS, "node { withCredentials([aws(credentialsId: 'worker')]) { " + CALL + " } }");

        assertThat(jenkins.aws.requests(), hasSize(2));
        assertThat(jenkins.signer(), is("AKIDWORKER"));
    }

    @Test
    public void halfAKeyPairInTheEnvironmentIsRefused() throws Exception {
        configuration.setCredentialsId("default");

        JENKINS.assertLogContains(
                "ERROR: The environment has AWS_ACCESS_KEY_ID but not AWS_SECRET_ACCESS_KEY.",
                jenkins.run(Result.FAILURE, "withEnv(['AWS_ACCESS_KEY_ID=AKIDENV']) { " + CALL + " }"));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void thenComeTheCredentialsOfTheTriggerThatTookTheJob() throws Exception {
        configuration.setCredentialsId("default");

        WorkflowRun run = runForJob(Result.SUCCESS, "worker", CALL);
        assertThat(jenkins.signer(), is("AKIDWORKER"));
        JENKINS.assertLogContains(" with the credentials 'worker':", run);
        assertThat(usesOf("worker", run.getParent()).includes(run.getNumber()), is(true));

        runForJob(Result.SUCCESS, "worker", ENVIRONMENT + " { " + CALL + " }");
        assertThat(jenkins.signer(), is("AKIDENV"));
        runForJob(Result.SUCCESS, null, CALL);
        assertThat(jenkins.signer(), is("AKIDDEFAULT"));
    }

    @Test
    public void theJobOfTheBuildIsTheDefaultAndItsRegionComesAfterThatOfTheStep() throws Exception {
        configuration.setCredentialsId("default");

        runForJob(Result.SUCCESS, null, "withEnv(['AWS_REGION=us-east-2']) { putJobSuccessResult() }");
        assertThat(jenkins.aws.bodies().get(0), containsString("\"jobId\":\"" + JOB_OF_BUILD + '"'));
        assertRegion("eu-central-1");

        runForJob(Result.SUCCESS, null, CALL + ", region: 'us-east-1'");
        assertThat(jenkins.aws.bodies().get(1), containsString("\"jobId\":\"" + JenkinsWithAws.JOB_ID + '"'));
        assertRegion("us-east-1");
    }

    /** Runs a script in a build that was started for a job of CodePipeline. */
    private WorkflowRun runForJob(Result expected, String credentialsIdOfTrigger, String script) throws Exception {
        CodePipelineJob job =
                CodePipelineJob.of(Job.builder().id(JOB_OF_BUILD).data(data -> {}).build(), Region.EU_CENTRAL_1);
        WorkflowJob item = JENKINS.createProject(WorkflowJob.class);
        item.setDefinition(new CpsFlowDefinition(script, true));
        return JENKINS.assertBuildStatus(
                expected, item.scheduleBuild2(0, new CodePipelineJobAction(job, credentialsIdOfTrigger)));
    }

    @Test
    public void thenComesTheGlobalDefault() throws Exception {
        configuration.setCredentialsId("default");

        WorkflowRun run = jenkins.run(Result.SUCCESS, CALL);

        assertThat(jenkins.signer(), is("AKIDDEFAULT"));
        JENKINS.assertLogContains(" with the default credentials 'default':", run);
    }

    @Test
    public void theControllersOwnIdentityComesLastAndOnlyWhereItIsAllowed() throws Exception {
        System.setProperty("aws.accessKeyId", "AKIDCONTROLLER");
        System.setProperty("aws.secretAccessKey", "ControllerSecret");

        WorkflowRun refused = jenkins.run(Result.FAILURE, CALL);
        JENKINS.assertLogContains("ERROR: No AWS credentials are given. Set credentialsId, or run the step inside", refused);
        JENKINS.assertLogContains("Manage Jenkins » System » AWS CodePipeline Job Result", refused);
        assertThat(jenkins.aws.requests(), hasSize(0));

        configuration.setAllowControllerIdentity(true);
        WorkflowRun allowed = jenkins.run(Result.SUCCESS, CALL);
        assertThat(jenkins.signer(), is("AKIDCONTROLLER"));
        JENKINS.assertLogContains(" with the AWS identity of the controller:", allowed);
    }

    @Test
    public void credentialsWithoutKeysAreTheControllersOwnIdentity() throws Exception {
        System.setProperty("aws.accessKeyId", "AKIDCONTROLLER");
        System.setProperty("aws.secretAccessKey", "ControllerSecret");

        JENKINS.assertLogContains(
                "ERROR: The credentials 'blank' have neither keys nor a role",
                jenkins.run(Result.FAILURE, CALL + ", credentialsId: 'blank'"));
        assertThat(jenkins.aws.requests(), hasSize(0));

        configuration.setAllowControllerIdentity(true);
        jenkins.run(Result.SUCCESS, CALL + ", credentialsId: 'blank'");
        assertThat(jenkins.signer(), is("AKIDCONTROLLER"));
    }

    @Test
    public void keysThatTheControllerWasStartedWithAreNotThoseOfABuildOnTheBuiltInNode() throws Exception {
        JENKINS.assertLogContains("ERROR: No AWS credentials are given", jenkins.run(Result.FAILURE, "node { " + CALL + " }"));
        assertThat(jenkins.aws.requests(), hasSize(0));

        jenkins.run(Result.SUCCESS, "node { " + ENVIRONMENT + " { " + CALL + " } }");
        assertThat(jenkins.signer(), is("AKIDENV"));
    }

    @Test
    public void aSessionOfTheControllerIsNotMixedWithTheKeysOfABuild() throws Exception {
        jenkins.run(Result.SUCCESS, "node { withCredentials([aws(credentialsId: 'worker')]) { " + CALL + " } }");

        assertThat(jenkins.signer(), is("AKIDWORKER"));
        assertThat(jenkins.aws.requests().get(0).getHeader("X-Amz-Security-Token"), is(nullValue()));
    }

    @Test
    public void credentialsWithHalfAPairOfKeysAreRefusedWithAReason() throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new AWSCredentialsImpl(CredentialsScope.GLOBAL, "half", "AKIDHALF", "", "no secret"));

        JENKINS.assertLogContains(
                "ERROR: Could not resolve the credentials 'half': Secret access key cannot be blank",
                jenkins.run(Result.FAILURE, CALL + ", credentialsId: 'half'"));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void aProxyThatCanNotBeUsedIsAFailureWithAReason() throws Exception {
        JENKINS.jenkins.setProxy(new ProxyConfiguration("my proxy", 3128));

        WorkflowRun run = jenkins.run(Result.FAILURE, CALL + ", credentialsId: 'worker'");

        JENKINS.assertLogContains("ERROR: The proxy of Jenkins is not usable: host my proxy, port 3128.", run);
        JENKINS.assertLogNotContains("\tat ", run);
        assertThat(
                run.getAction(JobResultsAction.class).getResults().get(0).getFailure(), containsString("The proxy of Jenkins"));
    }

    @Test
    public void aFoldersCredentialsAreForTheBuildsInIt() throws Exception {
        Folder mine = jenkins.folder("mine");
        Folder other = jenkins.folder("other");
        jenkins.addCredentials(mine, "of-folder", "AKIDFOLDER");

        jenkins.run(mine, Result.SUCCESS, CALL + ", credentialsId: 'of-folder'");
        assertThat(jenkins.signer(), is("AKIDFOLDER"));

        jenkins.aws.records();
        for (WorkflowRun foreign : List.of(
                jenkins.run(other, Result.FAILURE, CALL + ", credentialsId: 'of-folder'"),
                jenkins.run(Result.FAILURE, CALL + ", credentialsId: 'of-folder'"))) {
            JENKINS.assertLogContains(
                    "ERROR: The credentials 'of-folder' were not found: no AWS credentials with that ID are available to this job.",
                    foreign);
        }
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void missingCredentialsAreNotReplacedByTheNextLevel() throws Exception {
        configuration.setCredentialsId("default");
        JENKINS.assertLogContains(
                "ERROR: The credentials 'typo' were not found",
                jenkins.run(Result.FAILURE, CALL + ", credentialsId: 'typo'"));

        configuration.setCredentialsId("deleted");
        JENKINS.assertLogContains(
                "ERROR: The default credentials 'deleted' were not found", jenkins.run(Result.FAILURE, CALL));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void theUseOfCredentialsIsTracked() throws Exception {
        WorkflowRun named = jenkins.run(Result.SUCCESS, CALL + ", credentialsId: 'worker'");
        assertThat(usesOf("worker", named.getParent()).includes(named.getNumber()), is(true));

        configuration.setCredentialsId("default");
        WorkflowRun first = jenkins.run(Result.SUCCESS, CALL);
        WorkflowRun second = JENKINS.buildAndAssertSuccess(first.getParent());
        assertThat(usesOf("default", first.getParent()).includes(first.getNumber()), is(true));
        assertThat(usesOf("default", first.getParent()).includes(second.getNumber()), is(true));
        assertThat(usesOf("default", named.getParent()).isEmpty(), is(true));
    }

    @Test
    public void theUseOfCredentialsIsSavedOnceABuild() throws Exception {
        configuration.setCredentialsId("default");
        String calls = CALL + "; " + CALL + ", credentialsId: 'default'; " + CALL;
        WorkflowRun first = jenkins.run(Result.SUCCESS, calls);
        AtomicInteger saved = ExtensionList.lookupSingleton(SavedFingerprints.class).count;
        int before = saved.get();

        JENKINS.buildAndAssertSuccess(first.getParent());

        assertThat(saved.get() - before, is(1));
    }

    @TestExtension
    public static final class SavedFingerprints extends SaveableListener {

        private final AtomicInteger count = new AtomicInteger();

        @Override
        public void onChange(Saveable saveable, XmlFile file) {
            if (saveable instanceof Fingerprint) {
                count.incrementAndGet();
            }
        }
    }

    private static Fingerprint.RangeSet usesOf(String id, WorkflowJob job) throws Exception {
        AmazonWebServicesCredentials credentials = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        AmazonWebServicesCredentials.class, JENKINS.jenkins, ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
        return CredentialsProvider.getFingerprintOf(credentials).getRangeSet(job);
    }

    // Region

    @Test
    public void theRegionsPrecedenceIsStepThenEnvironmentThenGlobalDefault() throws Exception {
        configuration.setCredentialsId("default");

        assertRegion("us-east-1", "withEnv(['AWS_REGION=us-east-2', 'AWS_DEFAULT_REGION=us-west-1']) { " + CALL + ", region: 'us-east-1' }");
        assertRegion("us-east-2", "withEnv(['AWS_REGION=us-east-2', 'AWS_DEFAULT_REGION=us-west-1']) { " + CALL + " }");
        assertRegion("us-west-1", "withEnv(['AWS_REGION=', 'AWS_DEFAULT_REGION=us-west-1']) { " + CALL + " }");
        assertRegion("eu-west-1", CALL);
    }

    @Test
    public void aMissingRegionIsSaidWhereToSet() throws Exception {
        configuration.setRegion(null);
        configuration.setCredentialsId("default");

        WorkflowRun run = jenkins.run(Result.FAILURE, CALL);

        JENKINS.assertLogContains("ERROR: No AWS region is given. Set region, or the environment variable AWS_REGION or", run);
        JENKINS.assertLogContains("Manage Jenkins » System » AWS CodePipeline Job Result", run);
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    @Test
    public void aRegionThatCouldLeadElsewhereIsRefusedWhereverItIsGiven() throws Exception {
        configuration.setCredentialsId("default");

        JENKINS.assertLogContains(
                "  region: got \"evil.example/#\"; allowed: the name of an AWS region",
                jenkins.run(Result.FAILURE, CALL + ", region: 'evil.example/#'"));
        JENKINS.assertLogContains(
                "  AWS_REGION: got \"evil.example/#\"; allowed: the name of an AWS region",
                jenkins.run(Result.FAILURE, "withEnv(['AWS_REGION=evil.example/#']) { " + CALL + " }"));
        assertThat(jenkins.aws.requests(), hasSize(0));
    }

    private void assertRegion(String region, String script) throws Exception {
        jenkins.run(Result.SUCCESS, script);
        assertRegion(region);
    }

    private void assertRegion(String region) {
        List<String> authorizations = jenkins.aws.requests().stream()
                .map(request -> request.getHeader("Authorization"))
                .toList();
        assertThat(authorizations.get(authorizations.size() - 1), containsString("/" + region + "/codepipeline/"));
    }

    // Endpoint and proxy

    @Test
    public void noJobCanChooseTheEndpoint() throws Exception {
        configuration.setCredentialsId("default");
        int before = jenkins.aws.requests().size();

        jenkins.run(
                Result.SUCCESS,
                "withEnv(['AWS_ENDPOINT_URL=http://127.0.0.1:9', 'AWS_ENDPOINT_URL_CODEPIPELINE=http://127.0.0.1:9']) { " + CALL + " }");
        assertThat(jenkins.aws.requests(), hasSize(before + 1));

        JENKINS.assertLogContains(
                "  endpoint: got \"http://127.0.0.1:9\"; allowed: only ",
                jenkins.run(Result.FAILURE, CALL + ", endpoint: 'http://127.0.0.1:9'"));
        assertThat(jenkins.aws.requests(), hasSize(before + 1));
    }
}
