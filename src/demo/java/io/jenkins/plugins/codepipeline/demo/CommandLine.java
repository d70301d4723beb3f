package io.jenkins.plugins.codepipeline.demo;

import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.JobResultOperation;
import io.jenkins.plugins.codepipeline.core.request.RegionName;
import io.jenkins.plugins.codepipeline.core.request.RequestReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codepipeline.model.CodePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobFailureResultRequest;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * The arguments of {@code aws codepipeline}, from the command on: a command and its options, in each form that the AWS CLI
 * takes. The command may be left out, which is then {@code put-job-success-result}.
 */
final class CommandLine {

    private static final String CLI_INPUT_JSON = "--cli-input-json";
    private static final String GENERATE_CLI_SKELETON = "--generate-cli-skeleton";
    private static final String REGION = "--region";

    private static final String INPUT = "input";
    private static final List<String> SKELETONS = List.of(INPUT, "output");

    /** Other options of the AWS CLI, which must not be taken for abbreviations of {@code --output-variables} and others. */
    private static final Set<String> NOT_OFFERED = Set.of(
            "--ca-bundle",
            "--cli-auto-prompt",
            "--cli-binary-format",
            "--cli-connect-timeout",
            "--cli-input-yaml",
            "--cli-read-timeout",
            "--color",
            "--debug",
            "--endpoint-url",
            "--no-cli-auto-prompt",
            "--no-cli-pager",
            "--no-paginate",
            "--no-sign-request",
            "--no-verify-ssl",
            "--output",
            "--profile",
            "--query",
            "--version");

    /** What the AWS CLI takes for an option where it expects a value; a negative number and a text with a space are none. */
    private static final Pattern LOOKS_LIKE_OPTION = Pattern.compile("-(?!\\d+$|\\d*\\.\\d+$)\\S+");

    private final JobResultOperation operation;
    private final Map<String, String> members;
    private final Map<String, String> values = new HashMap<>();

    private CommandLine(JobResultOperation operation) {
        this.operation = operation;
        SdkPojo model = operation == JobResultOperation.SUCCESS
                ? PutJobSuccessResultRequest.builder()
                : PutJobFailureResultRequest.builder();
        members = model.sdkFields().stream()
                .map(SdkField::memberName)
                .collect(Collectors.toMap(CommandLine::option, name -> name));
    }

    static CommandLine parse(List<String> arguments) throws UsageException {
        ListIterator<String> rest = arguments.listIterator();
        CommandLine line = new CommandLine(command(rest));
        while (rest.hasNext()) {
            line.parseOption(rest);
        }
        return line;
    }

    JobResultOperation operation() {
        return operation;
    }

    Region region() {
        return Region.of(values.getOrDefault(REGION, Region.EU_WEST_1.id()));
    }

    /** What is asked for in the place of a call. */
    Optional<String> skeleton() {
        return Optional.ofNullable(values.get(GENERATE_CLI_SKELETON));
    }

    boolean asksForInputSkeleton() {
        return skeleton().filter(INPUT::equals).isPresent();
    }

    CodePipelineRequest request() throws InvalidInputException {
        Map<String, String> given = new HashMap<>();
        members.forEach((option, member) -> given.put(member, values.get(option)));
        return RequestReader.read(operation, given, values.get(CLI_INPUT_JSON));
    }

    private static JobResultOperation command(ListIterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            return JobResultOperation.SUCCESS;
        }
        String first = rest.next();
        if (first.startsWith("-")) {
            rest.previous();
            return JobResultOperation.SUCCESS;
        }
        return Arrays.stream(JobResultOperation.values())
                .filter(known -> known.cliName().equals(first))
                .findFirst()
                .orElseThrow(() -> new UsageException(Texts.of(
                        "usage.command",
                        first,
                        Arrays.stream(JobResultOperation.values())
                                .map(JobResultOperation::cliName)
                                .collect(Collectors.joining(", ")))));
    }

    private void parseOption(ListIterator<String> rest) throws UsageException {
        String[] parts = rest.next().split("=", 2);
        String option = complete(parts[0]);
        String value = parts.length == 2 ? parts[1] : next(option, rest);
        if (option.equals(GENERATE_CLI_SKELETON) && !SKELETONS.contains(value)) {
            throw new UsageException(Texts.of("usage.skeleton", option, String.join(", ", SKELETONS)));
        }
        if (option.equals(REGION) && RegionName.check(REGION, value).isPresent()) {
            throw new UsageException(RegionName.check(REGION, value).get().toString());
        }
        values.put(option, value);
    }

    /** The option that an argument names or abbreviates. */
    private String complete(String given) throws UsageException {
        Set<String> offered = new TreeSet<>(members.keySet());
        offered.addAll(List.of(CLI_INPUT_JSON, GENERATE_CLI_SKELETON, REGION));
        Set<String> known = new LinkedHashSet<>(offered);
        known.addAll(NOT_OFFERED);
        List<String> meant = known.contains(given)
                ? List.of(given)
                : known.stream().filter(option -> given.length() > 2 && option.startsWith(given)).sorted().toList();
        if (meant.size() > 1) {
            throw new UsageException(Texts.of("usage.ambiguous", given, String.join(", ", meant)));
        }
        if (meant.isEmpty() || !offered.contains(meant.get(0))) {
            throw new UsageException(Texts.of(
                    meant.isEmpty() ? "usage.unknown" : "usage.notOffered",
                    meant.isEmpty() ? given : meant.get(0),
                    operation.cliName(),
                    String.join(", ", offered)));
        }
        return meant.get(0);
    }

    private static String next(String option, ListIterator<String> rest) throws UsageException {
        if (rest.hasNext()) {
            String value = rest.next();
            if (!LOOKS_LIKE_OPTION.matcher(value).matches()) {
                return value;
            }
            rest.previous();
        }
        if (option.equals(GENERATE_CLI_SKELETON)) {
            return INPUT;
        }
        throw new UsageException(Texts.of("usage.value", option));
    }

    private static String option(String member) {
        return "--" + member.replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
    }

    /** The arguments are not ones of the command. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
