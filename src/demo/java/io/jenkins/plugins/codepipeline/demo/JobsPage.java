package io.jenkins.plugins.codepipeline.demo;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.codepipeline.model.CurrentRevision;
import software.amazon.awssdk.services.codepipeline.model.ExecutionDetails;
import software.amazon.awssdk.services.codepipeline.model.JobStatus;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/** The page that shows what CodePipeline would now show. All that stands in it goes through {@link #text}. */
final class JobsPage {

    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; img-src data:; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>Demo of AWS CodePipeline</title>
              <link rel="stylesheet" href="/page.css">
              <link rel="icon" href="data:,">
            </head>
            <body>
            <main>
              <h1>Demo of AWS CodePipeline</h1>
              <p>These are the jobs as CodePipeline would now show them. Calls come to <code>%s</code>, and nothing leaves this
                machine. A report ends its job. With a continuation token the action goes on as a new job, which carries the
                token.</p>
              <section>
              <h2>Jobs</h2>
              <table>
                <thead>
                  <tr><th>Job</th><th>State</th><th>Revision</th><th>Summary</th><th>Progress</th><th>Output variables</th></tr>
                </thead>
                <tbody>
            %s
                </tbody>
              </table>
              <p><a href="/">Reload</a></p>
              </section>
              <div class="switches">
              <section>
                <h2>Add a job</h2>
                <form method="post" action="/jobs">
                  <label>In the state <select name="status">%s</select></label>
                  <button>Add</button>
                </form>
              </section>
              <section>
                <h2>Let calls go wrong</h2>
            %s
                <p><small>Each attempt of a client is a call. What may pass, the plugin tries again for two minutes.</small></p>
              </section>
              </div>
              <section>
              <h2>Last calls</h2>
            %s
              </section>
            </main>
            </body>
            </html>
            """;

    private JobsPage() {}

    static String css() throws IOException {
        try (InputStream css = JobsPage.class.getResourceAsStream("page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String html(DemoCodePipeline endpoint) {
        return PAGE.formatted(
                text(endpoint.uri().toString()),
                endpoint.jobs().all().stream().map(JobsPage::row).collect(joining()),
                options(),
                faults(endpoint.faults()),
                calls(endpoint.exchanges()));
    }

    private static String row(Job job) {
        Optional<PutJobSuccessResultRequest> result = job.result();
        ExecutionDetails details = result.map(PutJobSuccessResultRequest::executionDetails)
                .orElseGet(() -> ExecutionDetails.builder().build());
        return "<tr>"
                + cell(code(job.id()), job.continuationToken().map(token -> note("carries the token " + token)).orElse(""))
                + cell(
                        "<span class=\"state %s\">%s</span>".formatted(text(job.status().toString()), text(job.status().toString())),
                        result.map(PutJobSuccessResultRequest::continuationToken)
                                .map(token -> note("goes on with the token " + token))
                                .orElse(""))
                + result.map(PutJobSuccessResultRequest::currentRevision).map(JobsPage::revision).orElseGet(JobsPage::cell)
                + cell(given(details.summary()), details.externalExecutionId() == null ? "" : note(details.externalExecutionId()))
                + cell(details.percentComplete() == null ? "" : progress(details.percentComplete()))
                + cell(result.map(PutJobSuccessResultRequest::outputVariables).map(JobsPage::variables).orElse(""))
                + "</tr>\n";
    }

    private static String revision(CurrentRevision revision) {
        return cell(
                given(revision.revision()),
                given(revision.revisionSummary()),
                note("change " + revision.changeIdentifier()),
                revision.created() == null ? "" : note("of " + revision.created()));
    }

    private static String progress(int percent) {
        return "<progress max=\"100\" value=\"%d\"></progress> %d %%".formatted(percent, percent);
    }

    private static String variables(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(variable -> "<div>" + code(variable.getKey() + '=' + variable.getValue()) + "</div>")
                .collect(joining());
    }

    private static String options() {
        return Stream.concat(Stream.of(JobStatus.IN_PROGRESS), JobStatus.knownValues().stream().sorted())
                .distinct()
                .map(status -> option(status.toString(), status.toString()))
                .collect(joining());
    }

    private static String faults(FaultSwitch faults) {
        return faults.pending().map(JobsPage::turnOff).orElseGet(JobsPage::turnOn);
    }

    private static String turnOff(FaultSwitch.Pending pending) {
        return """
                <form method="post" action="/faults">
                  <strong>%s</strong>
                  <button>Turn off</button>
                </form>
                """.formatted(text(
                        "The next " + (pending.calls() == 1 ? "call gets " : pending.calls() + " calls get ") + pending.fault().label()));
    }

    private static String turnOn() {
        return """
                <form method="post" action="/faults">
                  <label>The next <input name="calls" type="number" min="1" max="99" value="1" required> calls</label>
                  <label>get <select name="fault">%s</select></label>
                  <button>Turn on</button>
                </form>
                """.formatted(Arrays.stream(Fault.values())
                        .map(fault -> option(fault.name(), fault.label()))
                        .collect(joining()));
    }

    private static String calls(List<Exchange> exchanges) {
        return exchanges.isEmpty()
                ? "<p>No call has come yet.</p>"
                : exchanges.stream().map(JobsPage::call).collect(joining("", "<ol>", "</ol>"));
    }

    private static String call(Exchange exchange) {
        Answer answer = exchange.answer();
        return "<li>"
                + code(exchange.request())
                + note("HTTP " + answer.status() + ", request id " + answer.requestId() + (exchange.isLost() ? ", lost" : ""))
                + (answer.body().isEmpty() ? "" : code(answer.body()))
                + "</li>\n";
    }

    private static String cell(String... lines) {
        return Arrays.stream(lines)
                .filter(line -> !line.isEmpty())
                .map(line -> "<div>" + line + "</div>")
                .collect(joining("", "<td>", "</td>"));
    }

    private static String option(String value, String label) {
        return "<option value=\"%s\">%s</option>".formatted(text(value), text(label));
    }

    private static String code(String text) {
        return "<code>" + text(text) + "</code>";
    }

    private static String note(String text) {
        return "<small>" + text(text) + "</small>";
    }

    private static String given(String text) {
        return text == null ? "" : text(text);
    }

    /** Writes a text of anybody's so that it stays a text. */
    private static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
