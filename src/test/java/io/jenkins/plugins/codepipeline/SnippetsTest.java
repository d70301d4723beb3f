package io.jenkins.plugins.codepipeline;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.Assert.assertTrue;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentials;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.StringParameterValue;
import hudson.security.ACL;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.SecretSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
    private static final String OPERATION = "CodePipeline_20150709.PutJobSuccessResult";

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
    private static final Pattern MEMBER = Pattern.compile("\\b(revision|changeIdentifier|created|revisionSummary"
            + "|continuationToken|summary|externalExecutionId|percentComplete): ('[^']*'|\\d+)");

    @Rule
    public final JenkinsWithAws jenkins = new JenkinsWithAws(JENKINS);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final Snippet snippet;

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
        jenkins.setDefaults();
        jenkins.aws.givesSessions();
        System.setProperty("aws.endpointUrlSts", jenkins.aws.uri().toString());
        System.setProperty("aws.region", "eu-west-1");
    }

    @After
    public void forgetProperties() {
        System.clearProperty("aws.endpointUrlSts");
        System.clearProperty("aws.region");
    }

    @Test
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
            case "groovy job-dsl" -> {
                runFreestyleJob();
                assertSent();
            }
            case "yaml " -> applyConfiguration();
            default -> throw new AssertionError("Nobody runs it: " + snippet.language() + ' ' + snippet.purpose());
        }
    }

    private void runPipeline() throws Exception {
        for (String id : literals(CREDENTIALS).toList()) {
            jenkins.addCredentials(id, "AKIDOFDOCS");
        }
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        for (Snippet file : Snippet.of(Path.of(snippet.page()))) {
            if (file.purpose().contains(".")) {
                JENKINS.jenkins.getWorkspaceFor(job).child(file.purpose()).write(file.text(), "UTF-8");
            }
        }
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition(PARAMETER, "")));
        job.setDefinition(new CpsFlowDefinition(STAND_IN + snippet.text(), true));
        JENKINS.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0, parameters()));
    }

    private void runFreestyleJob() throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject();
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition(PARAMETER, "")));
        job.getBuildersList().add(JobDsl.buildStep(snippet.text()));
        JENKINS.assertBuildStatus(Result.SUCCESS, job.scheduleBuild2(0, parameters()));
    }

    private static ParametersAction parameters() {
        return new ParametersAction(new StringParameterValue(PARAMETER, JOB_ID));
    }

    /** Every constant that it has for a member is in a request, and the section's request is each request. */
    private void assertSent() throws IOException {
        List<LoggedRequest> sent = sent();
        assertThat(sent, is(not(empty())));
        for (LoggedRequest request : sent) {
            String body = request.getBodyAsString();
            assertThat(body, containsString("\"jobId\":\"" + JOB_ID + '"'));
            Optional<Snippet> whole = snippet.beside().filter(other -> other.purpose().equals("sent")).findFirst();
            assertTrue(body, whole.isEmpty() || equalToJson(whole.get().text()).match(body).isExactMatch());
        }
        List<String> bodies = sent.stream().map(LoggedRequest::getBodyAsString).toList();
        for (Matcher member = MEMBER.matcher(snippet.text()); member.find(); ) {
            assertThat(bodies, hasItem(containsString('"' + member.group(1) + "\":" + json(member.group(1), member.group(2)))));
        }
        List<String> signatures = sent.stream().map(request -> request.getHeader("Authorization")).toList();
        for (String region : literals(REGION).toList()) {
            assertThat(signatures, hasItem(containsString('/' + region + "/codepipeline/")));
        }
    }

    /** A constant of a script in the form of JSON; times are sent as numbers, whatever their form. */
    private static String json(String member, String constant) {
        return member.equals("created") ? "" : constant.replace('\'', '"');
    }

    private List<LoggedRequest> sent() {
        return jenkins.aws.requests().stream()
                .filter(request -> OPERATION.equals(request.getHeader("X-Amz-Target")))
                .toList();
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
