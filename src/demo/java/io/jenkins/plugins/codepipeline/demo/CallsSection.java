package io.jenkins.plugins.codepipeline.demo;

import static io.jenkins.plugins.codepipeline.demo.Html.code;
import static io.jenkins.plugins.codepipeline.demo.Html.note;
import static io.jenkins.plugins.codepipeline.demo.Html.text;
import static java.util.stream.Collectors.joining;

import io.jenkins.plugins.codepipeline.demo.aws.Answer;
import io.jenkins.plugins.codepipeline.demo.aws.Exchange;
import io.jenkins.plugins.codepipeline.demo.aws.Operation;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The last calls of AWS clients, newest first, without what a worker has to keep to itself. */
final class CallsSection {

    private static final int MOST_CALLS = 20;
    private static final String MASK = "****";
    private static final String POLL_WITHOUT_JOB = "{\"jobs\":[]}";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final DemoCodePipeline endpoint;

    CallsSection(DemoCodePipeline endpoint) {
        this.endpoint = endpoint;
    }

    String html() {
        List<Exchange> newestFirst = new ArrayList<>(endpoint.exchanges().all());
        Collections.reverse(newestFirst);
        String calls = newestFirst.stream()
                .filter(exchange -> !foundNoJob(exchange))
                .limit(MOST_CALLS)
                .map(this::call)
                .collect(joining());
        return """
                <section>
                  <h2>%s</h2>
                  %s
                  <p>%s</p>
                </section>
                """.formatted(
                        text(Texts.of("calls.title")),
                        calls.isEmpty() ? "<p>" + text(Texts.of("calls.none")) + "</p>" : calls,
                        note(Texts.of("calls.polls", endpoint.exchanges().count(Operation.POLL_FOR_JOBS))));
    }

    private static boolean foundNoJob(Exchange exchange) {
        return exchange.answer().map(Answer::body).filter(POLL_WITHOUT_JOB::equals).isPresent();
    }

    private String call(Exchange exchange) {
        return "<details><summary>%s <strong>%s</strong> %s %s</summary>%s%s</details>\n"
                .formatted(
                        text(TIME.format(exchange.time())),
                        text(exchange.operation().map(Operation::label).orElseGet(() -> Texts.of("calls.unknown"))),
                        text(outcome(exchange)),
                        exchange.accessKeyId().isEmpty()
                                ? ""
                                : text(Texts.of("calls.signedBy", exchange.accessKeyId())),
                        code(masked(exchange.request(), exchange)),
                        exchange.answer().map(answer -> answer(answer, exchange)).orElse(""));
    }

    private static String outcome(Exchange exchange) {
        String status = exchange.answer().map(answer -> Integer.toString(answer.status())).orElse("");
        return switch (exchange.delivery()) {
            case SENT, DELAYED -> Texts.of("calls.answered", status);
            case LOST -> status.isEmpty() ? Texts.of("calls.lostRequest") : Texts.of("calls.lost", status);
            case NEVER -> Texts.of("calls.hanging");
        };
    }

    private String answer(Answer answer, Exchange exchange) {
        return note(Texts.of("calls.requestId", answer.requestId()))
                + (answer.body().isEmpty() ? "" : code(masked(answer.body(), exchange)));
    }

    private String masked(String text, Exchange exchange) {
        Set<String> secrets = endpoint.jobs(exchange.region()).secrets();
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }
}
