package io.jenkins.plugins.codepipeline.demo;

import static io.jenkins.plugins.codepipeline.demo.Html.text;
import static java.util.stream.Collectors.joining;

import io.jenkins.plugins.codepipeline.demo.aws.Fault;
import io.jenkins.plugins.codepipeline.demo.aws.FaultSwitch;
import java.util.Arrays;
import java.util.List;

/** What is to go wrong, and the form to ask for it. */
final class FaultsSection {

    private FaultsSection() {}

    static String html(FaultSwitch faults) {
        return """
                <section>
                  <h2>%s</h2>
                  %s
                  <form method="post" action="/faults">
                    <label>%s <input name="calls" type="number" min="1" max="%d" value="1" required></label>
                    <label>%s <select name="scope">%s</select></label>
                    <label>%s <select name="fault">%s</select></label>
                    <button>%s</button>
                  </form>
                  <p>%s</p>
                </section>
                """.formatted(
                        text(Texts.of("faults.title")),
                        faults.pending().isEmpty() ? "" : pending(faults.pending()),
                        text(Texts.of("faults.next")),
                        DemoPageHandler.MOST_CALLS,
                        text(Texts.of("faults.calls")),
                        Arrays.stream(FaultScope.values())
                                .map(scope -> Html.option(scope.name(), scope.label()))
                                .collect(joining()),
                        text(Texts.of("faults.get")),
                        Arrays.stream(Fault.values())
                                .map(fault -> Html.option(fault.name(), fault.label()))
                                .collect(joining()),
                        text(Texts.of("faults.turnOn")),
                        Html.note(Texts.of("faults.about")));
    }

    private static String pending(List<FaultSwitch.Pending> pending) {
        return pending.stream()
                .map(next -> "<li>"
                        + text(Texts.of(
                                "faults.pending",
                                next.calls(),
                                FaultScope.label(next.operations()),
                                next.fault().label()))
                        + "</li>")
                .collect(joining(
                        "",
                        "<ul>",
                        "</ul>" + Html.button("/faults", "off", "true", Texts.of("faults.turnOff"))));
    }
}
