package io.jenkins.plugins.codepipeline.demo;

import static io.jenkins.plugins.codepipeline.demo.Html.code;
import static io.jenkins.plugins.codepipeline.demo.Html.line;
import static io.jenkins.plugins.codepipeline.demo.Html.note;
import static io.jenkins.plugins.codepipeline.demo.Html.text;
import static java.util.stream.Collectors.joining;

import io.jenkins.plugins.codepipeline.demo.aws.Job;
import io.jenkins.plugins.codepipeline.demo.aws.JobState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.CurrentRevision;
import software.amazon.awssdk.services.codepipeline.model.ExecutionDetails;
import software.amazon.awssdk.services.codepipeline.model.FailureDetails;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** The jobs with everything that was reported for them, newest first. */
final class JobsSection {

    private static final int MOST_JOBS = 50;

    private JobsSection() {}

    static String html(List<Job> jobs) {
        List<Job> newestFirst = new ArrayList<>(jobs);
        Collections.reverse(newestFirst);
        return """
                <section>
                  <h2>%s</h2>
                  %s
                  <form method="post" action="/jobs">
                    <label>%s <select name="state">%s</select></label>
                    <button>%s</button>
                  </form>
                </section>
                """.formatted(
                        text(Texts.of("jobs.title")),
                        newestFirst.isEmpty() ? "<p>" + text(Texts.of("jobs.none")) + "</p>" : table(newestFirst),
                        text(Texts.of("jobs.add")),
                        Arrays.stream(JobState.values())
                                .map(state -> Html.option(state.name(), state.label()))
                                .collect(joining()),
                        text(Texts.of("jobs.addButton")));
    }

    private static String table(List<Job> jobs) {
        String head = Html.head(
                Texts.of("jobs.job"),
                Texts.of("jobs.state"),
                Texts.of("jobs.action"),
                Texts.of("jobs.result"),
                Texts.of("jobs.progress"),
                Texts.of("jobs.revision"),
                Texts.of("jobs.variables"));
        return jobs.stream().limit(MOST_JOBS).map(JobsSection::row).collect(joining("", "<table>" + head, "</table>"));
    }

    private static String row(Job job) {
        Optional<PutJobSuccessResultRequest> success = job.success();
        ExecutionDetails details = success.map(PutJobSuccessResultRequest::executionDetails)
                .orElseGet(() -> ExecutionDetails.builder().build());
        return Html.cells(
                code(job.id()) + noted("jobs.carries", job.data().continuationToken()),
                "<span class=\"state %s\">%s</span>".formatted(job.state(), text(job.state().label())),
                place(job),
                line(details.summary())
                        + noted("action.external", details.externalExecutionId())
                        + noted("jobs.goesOn", success.map(PutJobSuccessResultRequest::continuationToken).orElse(null))
                        + job.failure().map(failure -> failure(failure.failureDetails())).orElse(""),
                details.percentComplete() == null ? "" : progress(details.percentComplete()),
                success.map(PutJobSuccessResultRequest::currentRevision).map(JobsSection::revision).orElse(""),
                success.map(PutJobSuccessResultRequest::outputVariables).map(JobsSection::variables).orElse(""));
    }

    private static String place(Job job) {
        return line(job.data().pipelineContext().pipelineName())
                + note(job.data().pipelineContext().stage().name() + ' '
                        + job.data().pipelineContext().action().name());
    }

    private static String failure(FailureDetails failure) {
        return line(failure.message()) + note(failure.typeAsString()) + noted("action.external", failure.externalExecutionId());
    }

    private static String noted(String key, Object value) {
        return value == null ? "" : note(Texts.of(key, value));
    }

    private static String progress(int percent) {
        return "<span class=\"progress\"><progress max=\"100\" value=\"%d\"></progress> %d %%</span>".formatted(percent, percent);
    }

    private static String revision(CurrentRevision revision) {
        return line(revision.revision())
                + line(revision.revisionSummary())
                + noted("jobs.change", revision.changeIdentifier())
                + noted("jobs.created", revision.created());
    }

    private static String variables(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> "<div>" + code(variable.getKey() + '=' + variable.getValue()) + "</div>")
                .collect(joining());
    }
}
