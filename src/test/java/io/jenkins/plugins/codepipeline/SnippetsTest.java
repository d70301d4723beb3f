package io.jenkins.plugins.codepipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.Assert.assertTrue;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentials;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Action;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.security.ACL;
import hudson.triggers.Trigger;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.SecretSource;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Exchange;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import io.jenkins.plugins.codepipeline.job.CodePipelineJob;
import io.jenkins.plugins.codepipeline.job.CodePipelineJobAction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jenkins.model.ParameterizedJobMixIn.ParameterizedJob;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import software.amazon.awssdk.regions.Region;

/**
 * Runs every snippet of the documentation that is Groovy or YAML. What a page may take for granted, and what the words
 * behind a fence mean, is in docs/development.md.
 */
@RunWith(Parameterized.class)
public class SnippetsTest {

    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final String PARAMETER = "CODEPIPELINE_JOB_ID";
    private static final String JOB_ID = "0123abcd-4567-89ef-0123-456789abcdef";
    private static final String HOME_REGION = "eu-west-1";

    /** The plugin that has this step is none of the test's; what counts here are the variables that it sets. */
    private static final String STAND_IN =
            """
            def withAWS(Map arguments, Closure body) {
                withEnv(['AWS_ACCESS_KEY_ID=ASIAWITHAWS', 'AWS_SECRET_ACCESS_KEY=s', 'AWS_SESSION_TOKEN=t',
                         "AWS_REGION=${arguments.region}", "AWS_DEFAULT_REGION=${arguments.region}"], body)
            }
            """;

    private static final Pattern CREDENTIALS = Pattern.compile("credentialsId: '([^']*)'");
    private static final Pattern REGION = Pattern.compile("\\bregion: '([^']*)'");
    private static final Pattern PROJECT = Pattern.compile("ProjectName(?:: '|=)([a-z]+)'");
    private static final Set<String> OF_FAILURE = Set.of("type", "message");
    private static final Pattern MEMBER = Pattern.compile("\\b(revision|changeIdentifier|created|revisionSummary"
            + "|continuationToken|summary|externalExecutionId|percentComplete|type|message): ('[^']*'|\\d+)");

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final Snippet snippet;
    private DemoCodePipeline aws;

    public SnippetsTest(Snippet snippet) {
        this.snippet = snippet;
    }

    @Parameters(name = "{0}")
    public static List<Snippet> snippets() throws IOException {
        return Snippet.all().stream()
                .filter(snippet -> List.of("groovy", "yaml").contains(snippet.language()))
                .toList();
    }

    @Before
    public void setUp() throws Exception {
        aws = DemoCodePipeline.start();
        jenkins.setDefaults();
        CodePipelineConfiguration.get().setEndpoint(aws.uri().toString());
        aws.accessKeys().add("AKIDWORKER", "AKIDWORKERSecret");
        aws.accessKeys().add("AKIDOFDOCS", "AKIDOFDOCSSecret");
        aws.accessKeys().add("ASIAWITHAWS", "s", "t");
        System.setProperty("aws.endpointUrlSts", aws.uri().toString());
        System.setProperty("aws.region", HOME_REGION);
    }

    @After
    public void tearDown() {
        System.clearProperty("aws.endpointUrlSts");
        System.clearProperty("aws.region");
        // Else they would take the jobs of the next test.
        JENKINS.jenkins.allItems(ParameterizedJob.class).forEach(job -> triggers(job).forEach(Trigger::stop));
        aws.close();
    }

    private static Iterable<Trigger<?>> triggers(ParameterizedJob<?, ?> job) {
        return job.getTriggers().values();
    }

    @Test(timeout = 180_000)
    public void doesWhatItSays() throws Exception {
        switch (snippet.language() + ' ' + snippet.purpose()) {
            case "groovy " -> {
                runPipeline();
                assertSent();
            }
            case "groovy sends-nothing" -> {
                runPipeline();
                assertThat(sent(), is(empty()));
            }
            case "groovy trigger" -> {
                String queued = queueJob();
                WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
                job.setDefinition(pipeline());
                JENKINS.buildAndAssertSuccess(job); // Jenkins learns of the trigger.
                assertTaken(queued, job);
            }
            case "groovy job-dsl" -> configureByJobDsl();
            case "yaml " -> applyConfiguration();
            case "yaml cloudformation" -> assertThat(yaml(snippet.text()).get("Resources"), is(notNullValue()));
            default -> throw new AssertionError("Nobody runs it: " + snippet.language() + ' ' + snippet.purpose());
        }
    }

    private void runPipeline() throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        for (Snippet file : Snippet.of(Path.of(snippet.page()))) {
            if (file.purpose().contains(".")) {
                JENKINS.jenkins.getWorkspaceFor(job).child(file.purpose()).write(file.text(), "UTF-8");
            }
        }
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition(PARAMETER, "")));
        job.setDefinition(pipeline());
        JENKINS.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0, actions()));
    }

    private CpsFlowDefinition pipeline() throws Exception {
        for (String id : literals(CREDENTIALS).toList()) {
            jenkins.addCredentials(id, "AKIDOFDOCS");
        }
        return new CpsFlowDefinition(STAND_IN + snippet.text(), true);
    }

    /** The job is a parameter of the build, or if the snippet names none, the build's own. */
    private Action[] actions() {
        Stream.concat(Stream.of(HOME_REGION), literals(REGION))
                .distinct()
                .forEach(region -> aws.jobs(region).add(JOB_ID, JobState.IN_PROGRESS));
        return snippet.text().contains("jobId")
                ? new Action[] {new ParametersAction(new StringParameterValue(PARAMETER, JOB_ID))}
                : new Action[] {new CodePipelineJobAction(job(), null)};
    }

    private CodePipelineJob job() {
        return CodePipelineJob.of(
                software.amazon.awssdk.services.codepipeline.model.Job.builder()
                        .id(JOB_ID)
                        .data(aws.jobs().get(JOB_ID).data())
                        .build(),
                Region.of(HOME_REGION));
    }

    private void configureByJobDsl() throws Exception {
        boolean hasTrigger = snippet.text().contains("codePipelineJobs {");
        String queued = hasTrigger ? queueJob() : null;
        Job<?, ?> job;
        if (snippet.text().startsWith("pipelineJob")) {
            job = JENKINS.createProject(WorkflowJob.class);
            JobDsl.configure((WorkflowJob) job, snippet.text());
        } else {
            job = JENKINS.createFreeStyleProject();
            job.addProperty(new ParametersDefinitionProperty(
                    new StringParameterDefinition(PARAMETER, ""), new StringParameterDefinition("ENVIRONMENT", "")));
            JobDsl.configure((FreeStyleProject) job, snippet.text());
        }
        if (hasTrigger) {
            assertTaken(queued, job);
        } else {
            JENKINS.assertBuildStatus(Result.SUCCESS, ((FreeStyleProject) job).scheduleBuild2(0, null, actions()));
            assertSent();
        }
    }

    /** Queues a job of CodePipeline that the trigger of the snippet polls for. */
    private String queueJob() {
        return aws.jobs()
                .queue(Map.of(
                        ActionTypes.PROJECT_NAME, literals(PROJECT).findFirst().orElseThrow(),
                        ActionTypes.ENVIRONMENT, "production",
                        ActionTypes.DEPLOY_TOKEN, "s3cr3t"))
                .id();
    }

    /** A trigger took the job, its build succeeded, and the result is recorded. */
    private void assertTaken(String id, Job<?, ?> job) throws Exception {
        aws.await(() -> !aws.jobs().get(id).isOpen());
        JENKINS.waitUntilNoActivity();

        assertThat(aws.jobs().get(id).toString(), aws.jobs().get(id).success().isPresent(), is(true));
        Run<?, ?> build = job.getLastBuild();
        assertThat(CodePipelineJobAction.jobOf(build).map(CodePipelineJob::getId), is(Optional.of(id)));
        ParameterValue environment = Optional.ofNullable(build.getAction(ParametersAction.class))
                .map(parameters -> parameters.getParameter(ActionTypes.ENVIRONMENT))
                .orElse(null);
        assertThat(environment != null, is(snippet.text().contains(ActionTypes.ENVIRONMENT)));
        assertThat(environment == null ? "production" : environment.getValue(), is("production"));
    }

    /** Every constant that it has for a member is in a request, and the section's request is each request. */
    private void assertSent() throws IOException {
        assertThat(sent(), is(not(empty())));
        List<Integer> answers = sent().stream().map(exchange -> exchange.answer().get().status()).toList();
        assertThat(answers, everyItem(is(200)));
        List<String> bodies = sent().stream().map(Exchange::request).toList();
        for (String body : bodies) {
            assertThat(body, containsString("\"jobId\":\"" + JOB_ID + '"'));
            Optional<Snippet> whole = snippet.beside().filter(other -> other.purpose().equals("sent")).findFirst();
            assertTrue(body, whole.isEmpty() || equalToJson(whole.get().text()).match(body).isExactMatch());
        }
        boolean isFailure = sent().stream().anyMatch(exchange -> exchange.operation().get() == Operation.PUT_JOB_FAILURE_RESULT);
        for (Matcher member = MEMBER.matcher(snippet.text()); member.find(); ) {
            if (isFailure || !OF_FAILURE.contains(member.group(1))) { // Otherwise it is in a branch that was not taken.
                assertThat(bodies, hasItem(containsString('"' + member.group(1) + "\":" + json(member.group(1), member.group(2)))));
            }
        }
        List<String> regions = sent().stream().map(Exchange::region).toList();
        for (String region : literals(REGION).toList()) {
            assertThat(regions, hasItem(region));
        }
    }

    /** A constant of a script in the form of JSON; times are sent as numbers, whatever their form. */
    private static String json(String member, String constant) {
        return member.equals("created") ? "" : constant.replace('\'', '"');
    }

    /** The results that were sent. */
    private List<Exchange> sent() {
        return aws.exchanges().of(Operation.PUT_JOB_SUCCESS_RESULT, Operation.PUT_JOB_FAILURE_RESULT);
    }

    private Stream<String> literals(Pattern pattern) {
        return pattern.matcher(snippet.text()).results().map(match -> match.group(1)).distinct();
    }

    private void applyConfiguration() throws Exception {
        Path file = Files.writeString(temporary.getRoot().toPath().resolve("jenkins.yaml"), snippet.text());
        ConfigurationAsCode.get().configure(file.toString());

        if (at(yaml(snippet.text()), "unclassified", "codePipeline") instanceof Map<?, ?> settings) {
            ByteArrayOutputStream exported = new ByteArrayOutputStream();
            ConfigurationAsCode.get().export(exported);
            Map<?, ?> now = (Map<?, ?>) at(yaml(exported.toString(StandardCharsets.UTF_8)), "unclassified", "codePipeline");
            settings.forEach((name, value) -> assertThat(name.toString(), now.get(name), is((Object) value)));
        }
        Matcher id = Pattern.compile("(?m)^ *id: \"(.*)\"$").matcher(snippet.text());
        while (id.find()) {
            assertThat(id.group(1), credentials(id.group(1)), is(notNullValue()));
        }
    }

    private static Map<?, ?> yaml(String text) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
    }

    private static Object at(Object tree, String... path) {
        Object place = tree;
        for (String name : path) {
            place = place instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return place;
    }

    private static AmazonWebServicesCredentials credentials(String id) {
        return CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        AmazonWebServicesCredentials.class, JENKINS.jenkins, ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
    }

    /** Has a value for each secret that a snippet names. */
    @TestExtension
    public static final class Secrets extends SecretSource {

        @Override
        public Optional<String> reveal(String secret) {
            return Optional.of("the secret " + secret);
        }
    }
}
