package io.jenkins.plugins.codepipeline.demo;

import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * The arguments of {@code aws codepipeline put-job-success-result}.
 *
 * @param members the members of the request that options give, by name
 * @param cliInputJson the text that gives all others, or null
 * @param skeleton what is asked for in the place of a call, or null
 */
record CommandLine(Map<String, String> members, String cliInputJson, String skeleton) {

    private static final String CLI_INPUT_JSON = "--cli-input-json";
    private static final String GENERATE_CLI_SKELETON = "--generate-cli-skeleton";

    private static final String SKELETON_OF_INPUT = "input";
    private static final Set<String> SKELETONS = Set.of(SKELETON_OF_INPUT, "output");

    /** The members by their options. */
    private static final Map<String, String> MEMBERS = PutJobSuccessResultRequest.builder().sdkFields().stream()
            .map(SdkField::memberName)
            .collect(Collectors.toMap(CommandLine::option, name -> name));

    static CommandLine parse(List<String> arguments) throws UsageException {
        Map<String, String> members = new HashMap<>();
        String cliInputJson = null;
        String skeleton = null;
        for (ListIterator<String> rest = arguments.listIterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (MEMBERS.containsKey(option)) {
                members.put(MEMBERS.get(option), value(option, rest));
            } else if (option.equals(CLI_INPUT_JSON)) {
                cliInputJson = value(option, rest);
            } else if (option.equals(GENERATE_CLI_SKELETON)) {
                skeleton = skeleton(rest);
            } else {
                throw new UsageException("There is no option " + option + ". There are " + CLI_INPUT_JSON + ", "
                        + GENERATE_CLI_SKELETON + ", "
                        + MEMBERS.keySet().stream().sorted().collect(Collectors.joining(", ")) + '.');
            }
        }
        return new CommandLine(members, cliInputJson, skeleton);
    }

    boolean asksForSkeletonOfInput() {
        return SKELETON_OF_INPUT.equals(skeleton);
    }

    private static String option(String member) {
        return "--" + member.replaceAll("[A-Z]", "-$0").toLowerCase(Locale.ROOT);
    }

    private static String value(String option, ListIterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException("The option " + option + " needs a value.");
        }
        return rest.next();
    }

    /** As with the AWS CLI, the value may be left out. */
    private static String skeleton(ListIterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            return SKELETON_OF_INPUT;
        }
        String next = rest.next();
        if (next.startsWith("--")) {
            rest.previous();
            return SKELETON_OF_INPUT;
        }
        if (!SKELETONS.contains(next)) {
            throw new UsageException("The option " + GENERATE_CLI_SKELETON + " takes input or output.");
        }
        return next;
    }

    /** The arguments are not ones of the command. */
    static final class UsageException extends Exception {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
