package io.jenkins.plugins.codepipeline.demo;

import static io.jenkins.plugins.codepipeline.demo.Html.code;
import static io.jenkins.plugins.codepipeline.demo.Html.text;
import static java.util.stream.Collectors.joining;

import io.jenkins.plugins.codepipeline.demo.aws.PipelineExecution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The page of the endpoint: what the console of CodePipeline would show, and what a person can do to it. */
final class DemoPage {

    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; img-src data:; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              %s
              <title>%s</title>
              <link rel="stylesheet" href="/page.css">
              <link rel="icon" href="data:,">
            </head>
            <body>
            <main>
              <h1>%s</h1>
              <p>%s</p>
              <p>%s</p>
              %s
              %s
              %s
              %s
            </main>
            </body>
            </html>
            """;

    private static final String REFRESH = "<meta http-equiv=\"refresh\" content=\"2\">";

    private DemoPage() {}

    static String css() throws IOException {
        try (InputStream css = DemoPage.class.getResourceAsStream("page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static String html(DemoCodePipeline endpoint, boolean mayRefresh) {
        boolean refreshes = mayRefresh
                && endpoint.pipelines().stream()
                        .flatMap(pipeline -> pipeline.executions().stream())
                        .anyMatch(PipelineExecution::isInProgress);
        return PAGE.formatted(
                refreshes ? REFRESH : "",
                text(Texts.of("page.title")),
                text(Texts.of("page.title")),
                text(Texts.of("page.about")) + ' ' + code(endpoint.uri().toString()),
                refreshes
                        ? text(Texts.of("page.refreshes")) + link("/?" + DemoPageHandler.NO_REFRESH, "page.stopRefreshing")
                        : link("/", "page.reload"),
                endpoint.pipelines().stream()
                        .map(pipeline -> new PipelineSection(pipeline, endpoint.jobs().actionTypes()).html())
                        .collect(joining()),
                JobsSection.html(endpoint.jobs().all()),
                FaultsSection.html(endpoint.faults()),
                new CallsSection(endpoint).html());
    }

    private static String link(String url, String key) {
        return " <a href=\"" + text(url) + "\">" + text(Texts.of(key)) + "</a>";
    }
}
