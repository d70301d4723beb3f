package io.jenkins.plugins.codepipeline.demo;

import static io.jenkins.plugins.codepipeline.demo.Html.code;
import static io.jenkins.plugins.codepipeline.demo.Html.line;
import static io.jenkins.plugins.codepipeline.demo.Html.note;
import static io.jenkins.plugins.codepipeline.demo.Html.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.jenkins.plugins.codepipeline.demo.aws.ActionTypes;
import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import io.jenkins.plugins.codepipeline.demo.aws.Pipeline;
import io.jenkins.plugins.codepipeline.demo.aws.PipelineExecution;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionType;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeSettings;
import software.amazon.awssdk.services.codepipeline.model.ExecutionDetails;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** A pipeline with its stages as the console of CodePipeline shows them, and its earlier executions. */
final class PipelineSection {

    private static final int SHORT = 7;
    private static final int MOST_EARLIER = 5;

    private final Pipeline pipeline;
    private final Optional<String> executionUrlTemplate;

    PipelineSection(Pipeline pipeline, ActionTypes actionTypes) {
        this.pipeline = pipeline;
        this.executionUrlTemplate = actionTypes
                .find(ActionTypes.JENKINS.id())
                .map(ActionType::settings)
                .map(ActionTypeSettings::executionUrlTemplate);
    }

    String html() {
        List<PipelineExecution> newestFirst = new ArrayList<>(pipeline.executions());
        Collections.reverse(newestFirst);
        return """
                <section>
                  <div class="title"><h2>%s</h2>%s%s</div>
                  %s
                </section>
                """.formatted(
                        text(pipeline.name()),
                        Html.button("/release", "pipeline", pipeline.name(), Texts.of("pipeline.release")),
                        Html.button("/release-faulty", "pipeline", pipeline.name(), Texts.of("pipeline.releaseFaulty")),
                        newestFirst.isEmpty()
                                ? "<p>" + text(Texts.of("pipeline.none")) + "</p>"
                                : stages(newestFirst.get(0)) + earlier(newestFirst));
    }

    private String stages(PipelineExecution execution) {
        Job job = execution.job();
        return """
                <p>%s</p>
                <div class="stages">
                  <div class="stage SUCCEEDED"><h3>%s</h3>%s%s</div>
                  <div class="stage %s"><h3>%s</h3>%s%s%s%s</div>
                </div>
                """.formatted(
                        note(Texts.of("pipeline.execution", execution.id())),
                        text(Pipeline.SOURCE),
                        state(JobState.SUCCEEDED),
                        note(Texts.of("pipeline.revision", shortened(execution.sourceRevision()))),
                        job.state(),
                        text(Pipeline.DEPLOY),
                        state(job.state()),
                        outcome(job),
                        note(Texts.of("pipeline.action", Pipeline.ACTION)) + configuration(job),
                        job.isOpen()
                                ? Html.button("/stop", "execution", execution.id(), Texts.of("pipeline.stop"))
                                : "");
    }

    private String earlier(List<PipelineExecution> newestFirst) {
        return newestFirst.size() == 1
                ? ""
                : newestFirst.stream()
                        .skip(1)
                        .limit(MOST_EARLIER)
                        .map(PipelineExecution::job)
                        .map(job -> Html.cells(
                                code(shortened(job.data().pipelineContext().pipelineExecutionId())),
                                state(job.state()),
                                outcome(job)))
                        .collect(joining(
                                "", "<h3>" + text(Texts.of("pipeline.earlier")) + "</h3><table>", "</table>"));
    }

    private static String state(JobState state) {
        return "<div class=\"state %s\">%s</div>".formatted(state, text(Texts.of("action." + state)));
    }

    /** Without the secret properties, as the console hides them. */
    private static String configuration(Job job) {
        return job.configuration().entrySet().stream()
                .filter(property -> !property.getKey().equals(ActionTypes.DEPLOY_TOKEN))
                .sorted(Map.Entry.comparingByKey())
                .map(property -> "<div>" + code(property.getKey() + " = " + property.getValue()) + "</div>")
                .collect(joining());
    }

    private String outcome(Job job) {
        ExecutionDetails details = job.success()
                .map(PutJobSuccessResultRequest::executionDetails)
                .orElseGet(() -> ExecutionDetails.builder().build());
        return line(details.summary())
                + job.failure().map(failure -> line(failure.failureDetails().message())).orElse("")
                + Optional.ofNullable(details.externalExecutionId())
                        .or(() -> job.failure().map(failure -> failure.failureDetails().externalExecutionId()))
                        .map(id -> external(job, id))
                        .orElse("");
    }

    private String external(Job job, String id) {
        String label = Texts.of("action.external", id);
        return executionUrlTemplate
                .map(template -> "<a href=\"%s\">%s</a>".formatted(text(url(template, job, id)), text(label)))
                .orElseGet(() -> note(label));
    }

    /** Fills the template in as CodePipeline does, by its user guide. */
    private static String url(String template, Job job, String id) {
        String url = template.replace("{ExternalExecutionId}", encoded(id));
        for (Map.Entry<String, String> property : job.configuration().entrySet()) {
            url = url.replace("{Config:" + property.getKey() + '}', encoded(property.getValue()));
        }
        return url;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static String shortened(String id) {
        return id.substring(0, SHORT);
    }
}
