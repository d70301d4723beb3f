package io.jenkins.plugins.codepipeline.demo.jenkins;

import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.init.Terminator;
import hudson.model.BooleanParameterDefinition;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.StringParameterDefinition;
import io.jenkins.plugins.codepipeline.config.CodePipelineConfiguration;
import io.jenkins.plugins.codepipeline.demo.DemoCodePipeline;
import io.jenkins.plugins.codepipeline.freestyle.PutJobSuccessResultBuilder;
import io.jenkins.plugins.codepipeline.step.CurrentRevision;
import io.jenkins.plugins.codepipeline.step.ExecutionDetails;
import io.jenkins.plugins.codepipeline.step.OutputVariable;
import io.jenkins.plugins.codepipeline.step.OutputVariables;
import io.jenkins.plugins.codepipeline.step.PutJobSuccessResultStep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.model.JenkinsLocationConfiguration;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;

/** Makes a new Jenkins one that is ready to try: with an endpoint in its process, credentials, settings and jobs. */
@Extension
public final class DemoJenkins {

    /** Where Jenkins is; only {@code mvn -Pdemo hpi:run} sets it. */
    static final String URL = "io.jenkins.plugins.codepipeline.demo.url";

    private static final Logger LOGGER = Logger.getLogger(DemoJenkins.class.getName());

    /** Of the AWS SDK: where STS is, which the Test button of the global configuration asks. */
    private static final String STS = "aws.endpointUrlSts";

    private static final String JOB_ID = "CODEPIPELINE_JOB_ID";
    private static final String CREDENTIALS = "codepipeline-worker";

    private DemoCodePipeline endpoint;

    public static DemoJenkins get() {
        return ExtensionList.lookupSingleton(DemoJenkins.class);
    }

    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED, before = InitMilestone.COMPLETED)
    public static void onStart() throws IOException {
        String url = System.getProperty(URL);
        if (url != null) {
            get().setUp(Jenkins.get(), url);
        }
    }

    @Terminator
    public static void onStop() {
        get().tearDown();
    }

    void tearDown() {
        if (endpoint != null) {
            System.clearProperty(STS);
            endpoint.close();
            endpoint = null;
        }
    }

    /** Leaves alone what is there already, but for the endpoint, which has a new port. */
    void setUp(Jenkins jenkins, String url) throws IOException {
        endpoint = DemoCodePipeline.start();
        for (JobStatus status : List.of(JobStatus.TIMED_OUT, JobStatus.IN_PROGRESS, JobStatus.QUEUED)) {
            endpoint.jobs().add(status);
        }
        System.setProperty(STS, endpoint.uri().toString());
        CodePipelineConfiguration configuration = CodePipelineConfiguration.get();
        configuration.setEndpoint(endpoint.uri().toString());
        if (jenkins.getItems().isEmpty()) {
            JenkinsLocationConfiguration.get().setUrl(url);
            jenkins.setQuietPeriod(0);
            jenkins.setSystemMessage("The jobs below report to a demo of AWS CodePipeline in the process of this Jenkins, "
                    + "whose page is in the side panel. Nothing leaves this machine.");
            addCredentials();
            configuration.setRegion("eu-west-1");
            configuration.setCredentialsId(CREDENTIALS);
            addJobs(jenkins);
        }
        LOGGER.info(() -> "The demo is ready: Jenkins at " + url + ", CodePipeline at " + endpoint.uri());
    }

    /** The endpoint, while it runs. */
    Optional<DemoCodePipeline> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    private static void addCredentials() throws IOException {
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials.getCredentials()
                .add(new AWSCredentialsImpl(
                        CredentialsScope.GLOBAL, CREDENTIALS, "AKIADEMO", "not a secret", "Known to the demo alone"));
        credentials.save();
    }

    private static void addJobs(Jenkins jenkins) throws IOException {
        describe(
                addPipeline(jenkins, "scripted"),
                "Scripted",
                "A Scripted Pipeline with the default credentials and region. With GOES_ON it reports a continuation token: "
                        + "CodePipeline then makes a new job, which the next build is offered.",
                jobId(),
                new BooleanParameterDefinition("GOES_ON", false, "The work is not over yet"));
        describe(
                addPipeline(jenkins, "declarative"),
                "Declarative with post",
                "A Declarative Pipeline that reports in its post section, with credentials and region of its own.",
                jobId());
        describe(
                addFreestyle(jenkins, "freestyle"),
                "Freestyle with parameters",
                "A freestyle job: its parameters are put into the fields of the build step.",
                jobId(),
                new StringParameterDefinition("IMAGE_TAG", "1.4.2", "Goes into the summary and into an output variable"));
        describe(
                addPipeline(jenkins, "wrong-input"),
                "Wrong input",
                "A Pipeline that fails before anything is sent: its log names every problem of the input at once.");
    }

    private static Job<?, ?> addPipeline(Jenkins jenkins, String name) throws IOException {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        try (InputStream script = DemoJenkins.class.getResourceAsStream(name + ".groovy")) {
            job.setDefinition(new CpsFlowDefinition(new String(script.readAllBytes(), StandardCharsets.UTF_8), true));
        } catch (Descriptor.FormException e) {
            throw new IllegalStateException("A script in the sandbox needs no approval", e);
        }
        return job;
    }

    private static Job<?, ?> addFreestyle(Jenkins jenkins, String name) throws IOException {
        ExecutionDetails details = new ExecutionDetails();
        details.setSummary("Deployed ${IMAGE_TAG}");
        details.setExternalExecutionId("${BUILD_URL}");
        details.setPercentComplete("100");
        PutJobSuccessResultStep result = new PutJobSuccessResultStep();
        result.setJobId("${" + JOB_ID + '}');
        result.setCurrentRevision(new CurrentRevision("4f2c1e9", "${BUILD_TAG}"));
        result.setExecutionDetails(details);
        result.setOutputVariables(new OutputVariables(List.of(new OutputVariable("imageTag", "${IMAGE_TAG}"))));
        FreeStyleProject job = jenkins.createProject(FreeStyleProject.class, name);
        job.getBuildersList().add(new PutJobSuccessResultBuilder(result));
        return job;
    }

    private static ParameterDefinition jobId() {
        JobIdParameterDefinition parameter = new JobIdParameterDefinition(JOB_ID);
        parameter.setDescription("The job to report, by default one that CodePipeline has in progress");
        return parameter;
    }

    private static void describe(Job<?, ?> job, String name, String description, ParameterDefinition... parameters)
            throws IOException {
        if (parameters.length > 0) {
            job.addProperty(new ParametersDefinitionProperty(parameters));
        }
        job.setDisplayName(name);
        job.setDescription(description);
        job.save();
    }
}
