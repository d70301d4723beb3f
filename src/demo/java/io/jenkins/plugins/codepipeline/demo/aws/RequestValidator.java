package io.jenkins.plugins.codepipeline.demo.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.codepipeline.model.PutJobSuccessResultRequest;

/**
 * Checks requests against the constraints of the service model 2015-07-09, and words what is wrong as AWS does. It shares
 * nothing with the checks of the plugin, so that it can find their faults.
 */
final class RequestValidator {

    /** The most that the output variables of one action may take together, by the user guide of CodePipeline. */
    private static final int OUTPUT_VARIABLES_BYTES = 122_880;

    /** A rule for one value. */
    private record Constraint(String text, Predicate<Object> accepts) {}

    private static final Constraint REQUIRED = new Constraint("Member must not be null", value -> true);

    private static final Constraint KEY_OF_VARIABLE = pattern("[A-Za-z0-9@\\-_]+");
    private static final Constraint VALUE_OF_QUERY = pattern("[a-zA-Z0-9_-]+");

    private static final Map<String, List<Constraint>> BY_PATH = Map.ofEntries(
            Map.entry("jobId", List.of(REQUIRED, pattern("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"))),
            Map.entry("nonce", List.of(REQUIRED, shortest(1), longest(50))),
            Map.entry("currentRevision.revision", List.of(REQUIRED, shortest(1), longest(1500))),
            Map.entry("currentRevision.changeIdentifier", List.of(REQUIRED, shortest(1), longest(100))),
            Map.entry("currentRevision.revisionSummary", List.of(shortest(1), longest(2048))),
            Map.entry("continuationToken", List.of(shortest(1), longest(2048))),
            Map.entry("executionDetails.summary", List.of(shortest(1), longest(2048))),
            Map.entry("executionDetails.externalExecutionId", List.of(shortest(1), longest(1500))),
            Map.entry("executionDetails.percentComplete", List.of(least(0), most(100))),
            Map.entry("outputVariables", List.of(keys(KEY_OF_VARIABLE))),
            Map.entry("failureDetails", List.of(REQUIRED)),
            Map.entry(
                    "failureDetails.type",
                    List.of(
                            REQUIRED,
                            oneOf(
                                    "JobFailed",
                                    "ConfigurationError",
                                    "PermissionError",
                                    "RevisionOutOfSync",
                                    "RevisionUnavailable",
                                    "SystemUnavailable"))),
            Map.entry("failureDetails.message", List.of(REQUIRED, shortest(1), longest(5000))),
            Map.entry("failureDetails.externalExecutionId", List.of(shortest(1), longest(1500))),
            Map.entry("actionTypeId", List.of(REQUIRED)),
            Map.entry(
                    "actionTypeId.category",
                    List.of(REQUIRED, oneOf("Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute"))),
            Map.entry("actionTypeId.owner", List.of(REQUIRED, oneOf("AWS", "ThirdParty", "Custom"))),
            Map.entry("actionTypeId.provider", List.of(REQUIRED, shortest(1), longest(35), pattern("[0-9A-Za-z_-]+"))),
            Map.entry("actionTypeId.version", List.of(REQUIRED, shortest(1), longest(9), pattern("[0-9A-Za-z_-]+"))),
            Map.entry("maxBatchSize", List.of(least(1))),
            Map.entry(
                    "queryParam",
                    List.of(
                            new Constraint("Member must have length less than or equal to 1", value -> size(value) <= 1),
                            keys(shortest(1)),
                            keys(longest(50)),
                            values(shortest(1)),
                            values(longest(50)),
                            values(VALUE_OF_QUERY))),
            Map.entry("actionOwnerFilter", List.of(oneOf("AWS", "ThirdParty", "Custom"))),
            Map.entry("nextToken", List.of(shortest(1), longest(2048))),
            Map.entry("regionFilter", List.of(shortest(4), longest(30))));

    private final List<String> problems = new ArrayList<>();

    private RequestValidator() {}

    static void validate(SdkPojo request) throws ServiceException {
        RequestValidator validator = new RequestValidator();
        validator.check("", request);
        int count = validator.problems.size();
        if (count > 0) {
            throw ServiceException.validation(count + (count == 1 ? " validation error" : " validation errors")
                    + " detected: " + String.join("; ", validator.problems));
        }
        if (request instanceof PutJobSuccessResultRequest result) {
            validate(result);
        }
    }

    private static void validate(PutJobSuccessResultRequest result) throws ServiceException {
        if (result.continuationToken() != null && result.hasOutputVariables()) {
            throw ServiceException.validation("A job cannot contain both a continuation token and output variables.");
        }
        long bytes = result.outputVariables().entrySet().stream()
                .mapToLong(variable -> variable.getKey().getBytes(UTF_8).length + variable.getValue().getBytes(UTF_8).length)
                .sum();
        if (bytes > OUTPUT_VARIABLES_BYTES) {
            throw Fault.OUTPUT_VARIABLES_SIZE_EXCEEDED.error(Operation.PUT_JOB_SUCCESS_RESULT).get();
        }
    }

    private void check(String prefix, SdkPojo structure) {
        for (SdkField<?> field : structure.sdkFields()) {
            String path = prefix + field.locationName();
            Object value = field.getValueOrDefault(structure);
            for (Constraint constraint : BY_PATH.getOrDefault(path, List.of())) {
                if (value == null ? constraint == REQUIRED : !constraint.accepts().test(value)) {
                    problems.add("Value %s at '%s' failed to satisfy constraint: %s"
                            .formatted(value == null ? "null" : "'" + value + "'", path, constraint.text()));
                }
            }
            if (value instanceof SdkPojo inner) {
                check(path + '.', inner);
            }
        }
    }

    private static Constraint pattern(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new Constraint(
                "Member must satisfy regular expression pattern: " + regex, value -> pattern.matcher((String) value).matches());
    }

    private static Constraint shortest(int length) {
        return new Constraint(
                "Member must have length greater than or equal to " + length, value -> length(value) >= length);
    }

    private static Constraint longest(int length) {
        return new Constraint("Member must have length less than or equal to " + length, value -> length(value) <= length);
    }

    private static Constraint least(int number) {
        return new Constraint(
                "Member must have value greater than or equal to " + number, value -> (Integer) value >= number);
    }

    private static Constraint most(int number) {
        return new Constraint("Member must have value less than or equal to " + number, value -> (Integer) value <= number);
    }

    private static Constraint oneOf(String... values) {
        List<String> allowed = List.of(values);
        return new Constraint(
                "Member must satisfy enum value set: [" + String.join(", ", allowed) + ']', allowed::contains);
    }

    private static Constraint keys(Constraint constraint) {
        return new Constraint(
                "Map keys must satisfy constraint: [" + constraint.text() + ']',
                value -> ((Map<?, ?>) value).keySet().stream().allMatch(constraint.accepts()));
    }

    private static Constraint values(Constraint constraint) {
        return new Constraint(
                "Map value must satisfy constraint: [" + constraint.text() + ']',
                value -> ((Map<?, ?>) value).values().stream().allMatch(constraint.accepts()));
    }

    private static int length(Object text) {
        return ((String) text).codePointCount(0, ((String) text).length());
    }

    private static int size(Object map) {
        return ((Map<?, ?>) map).size();
    }
}
