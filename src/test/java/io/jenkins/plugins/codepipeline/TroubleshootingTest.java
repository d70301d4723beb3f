package io.jenkins.plugins.codepipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ChoiceFormat;
import java.text.Format;
import java.text.MessageFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * The tables of docs/troubleshooting.md have a row for each text that the code can give of what went wrong, and no other. A
 * row begins with the text, with … for each of its variable parts.
 */
public class TroubleshootingTest {

    private static final Path PAGE = Path.of("docs", "troubleshooting.md");

    private static final Pattern LOST_APOSTROPHE = Pattern.compile("[a-z]'[a-z]");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|.+\\|.+\\|$");

    /** Labels, lines of a call that goes well, and parts of the texts that have a row. */
    private static final Set<String> NO_ERRORS = Set.of(
            "BuildListener.due",
            "BuildOutcome.reason",
            "BuildOutcome.result",
            "BuildStarter.queued",
            "CallTargetResolver.global",
            "CallTargetResolver.job",
            "CallerIdentity.works",
            "CodePipelineConfiguration.displayName",
            "CodePipelineJobCause.shortDescription",
            "CodePipelineJobsLink.description",
            "CodePipelineJobsLink.displayName",
            "CodePipelineTrigger.displayName",
            "Constraint.required",
            "CredentialsResolver.controller",
            "CredentialsResolver.credentials",
            "CredentialsResolver.defaultCredentials",
            "CredentialsResolver.environment",
            "FormValidations.mustBe",
            "GetJobDetailsStep.displayName",
            "JobResultBuilder.displayName",
            "JobResultNotifier.displayName",
            "JobResultStepDescriptor.input",
            "JobResultStepDescriptor.output",
            "JobResultStepDescriptor.send",
            "JobResultTask.checked",
            "JobResultTask.endpoint",
            "JobResultTask.recorded",
            "JobResultTask.recordedBeforeRestart",
            "JobResultTask.sending",
            "JobResultTask.warning",
            "JobResultsAction.displayName",
            "JobResultsAction.failures",
            "JobResultsAction.noResult",
            "JobResultsAction.successes",
            "JobResultsAction.summary",
            "JobResultsAction.unrecorded",
            "LedgerEntry.acknowledged",
            "LedgerEntry.building",
            "LedgerEntry.polled",
            "LedgerEntry.resultDue",
            "Poll.recovered",
            "PollingLogAction.displayName",
            "PutJobFailureResultStep.displayName",
            "PutJobSuccessResultStep.displayName",
            "QueuedBuildListener.starting",
            "ResultDelivery.recorded",
            "ShorthandParser.closed",
            "ShorthandParser.end",
            "ShorthandParser.value",
            "TriggerSettingsTester.ok",
            "TriggerMonitor.displayName",
            "ValidationError.text");

    @Test
    public void everyErrorHasItsRowAndEveryRowItsError() throws Exception {
        Map<String, String> messages = messages();
        Set<String> errors = new TreeSet<>();
        messages.forEach((key, text) -> {
            if (!NO_ERRORS.contains(key)) {
                errors.add(text);
            }
        });

        Set<String> rows = new TreeSet<>();
        Set<String> twice = new TreeSet<>();
        for (Matcher row = ROW.matcher(Files.readString(PAGE)); row.find(); ) {
            if (!rows.add(row.group(1))) {
                twice.add(row.group(1));
            }
        }

        assertThat("errors without a row", without(errors, rows), is(empty()));
        assertThat("rows without an error", without(rows, errors), is(empty()));
        assertThat("rows that are there twice", twice, is(empty()));
        assertThat(errors.size(), is(greaterThan(50)));
    }

    @Test
    public void whatIsTakenForNoErrorIsThere() throws Exception {
        assertThat(without(NO_ERRORS, messages().keySet()), is(empty()));
    }

    /** In a text with arguments or without, a single one begins a quote and is lost. */
    @Test
    public void noTextLosesAnApostrophe() throws Exception {
        Set<String> losing = new TreeSet<>();
        texts().forEach((key, text) -> {
            if (LOST_APOSTROPHE.matcher(text).find()) {
                losing.add(key);
            }
        });
        assertThat(losing, is(empty()));
    }

    @Test
    public void everyRowHasTextCauseAndFix() throws Exception {
        Set<String> incomplete = new TreeSet<>();
        Files.readString(PAGE).lines()
                .filter(line -> line.startsWith("| `"))
                .filter(line -> !ROW.matcher(line).matches() || line.replace("| |", "").length() < line.length())
                .forEach(incomplete::add);
        assertThat(incomplete, is(empty()));
    }

    private static Set<String> without(Set<String> all, Set<String> others) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    /** The texts by their keys, in one line, with … for each variable part. */
    private static Map<String, String> messages() throws IOException {
        Map<String, String> messages = new TreeMap<>();
        texts().forEach((key, text) -> messages.put(key, outline(text)));
        return messages;
    }

    private static Map<String, String> texts() throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources"))) {
            for (Path file : files.filter(file -> file.endsWith("Messages.properties")).toList()) {
                Properties texts = new Properties();
                try (Reader reader = Files.newBufferedReader(file)) {
                    texts.load(reader);
                }
                texts.forEach((key, text) -> assertThat(
                        "another text of the key " + key, all.put(key.toString(), text.toString()), is(nullValue())));
            }
        }
        return all;
    }

    /** Of a choice of texts, such as one for one and one for many, the last stands for all. */
    private static String outline(String pattern) {
        MessageFormat message = new MessageFormat(pattern);
        String[] parts = Stream.of(message.getFormatsByArgumentIndex())
                .map(format -> format instanceof ChoiceFormat choice ? outline(last(choice.getFormats()).toString()) : "…")
                .toArray(String[]::new);
        message.setFormats(new Format[message.getFormats().length]);
        return message.format(parts).replaceAll("\\s+", " ").strip();
    }

    private static Object last(Object[] objects) {
        return objects[objects.length - 1];
    }
}
