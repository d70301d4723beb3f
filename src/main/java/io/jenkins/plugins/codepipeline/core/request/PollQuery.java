package io.jenkins.plugins.codepipeline.core.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsRequest;

/**
 * Which jobs to poll for: those of a custom action type, and of them, if a query parameter is given, those whose action has
 * that value in its queryable property. Limits are those of the API reference of ActionTypeId and PollForJobs.
 *
 * @param queryParam one entry at most
 */
public record PollQuery(String category, String provider, String version, Map<String, String> queryParam) {

    private static final Pattern PROVIDER = Pattern.compile("[0-9A-Za-z_-]{1,35}");
    private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z_-]{1,9}");
    private static final Pattern QUERY_KEY = Pattern.compile("[a-zA-Z0-9_-]{1,50}");

    public PollQuery {
        queryParam = Map.copyOf(queryParam);
    }

    /**
     * Reads a query.
     *
     * @param queryParam {@code key=value}, or null for an action type without a queryable property
     * @throws InvalidInputException with everything that is wrong
     */
    public static PollQuery read(String category, String provider, String version, String queryParam)
            throws InvalidInputException {
        List<ValidationError> errors = new ArrayList<>();
        checkCategory(category).ifPresent(errors::add);
        checkProvider(provider).ifPresent(errors::add);
        checkVersion(version).ifPresent(errors::add);
        checkQueryParam(queryParam).ifPresent(errors::add);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        String[] query = queryParam == null ? new String[0] : queryParam.split("=", 2);
        return new PollQuery(
                category, provider, version, query.length == 0 ? Map.of() : Map.of(query[0].strip(), query[1].strip()));
    }

    public static Optional<ValidationError> checkCategory(String category) {
        return check("category", category, value -> categories().contains(value), Messages.Constraint_oneOf(
                String.join(", ", categories())));
    }

    public static Optional<ValidationError> checkProvider(String provider) {
        return check("provider", provider, matches(PROVIDER), Messages.PollQuery_name(35));
    }

    public static Optional<ValidationError> checkVersion(String version) {
        return check("version", version, matches(VERSION), Messages.PollQuery_name(9));
    }

    public static Optional<ValidationError> checkQueryParam(String queryParam) {
        return queryParam == null
                ? Optional.empty()
                : check("queryParam", queryParam, PollQuery::isQueryParam, Messages.PollQuery_queryParam());
    }

    /** The categories that an action type can have, in the order of a list. */
    public static List<String> categories() {
        return ActionCategory.knownValues().stream().map(ActionCategory::toString).sorted().toList();
    }

    private static boolean isQueryParam(String text) {
        String[] parts = text.split("=", -1);
        return parts.length == 2
                && QUERY_KEY.matcher(parts[0].strip()).matches()
                && QUERY_KEY.matcher(parts[1].strip()).matches();
    }

    private static Predicate<String> matches(Pattern pattern) {
        return value -> pattern.matcher(value).matches();
    }

    private static Optional<ValidationError> check(
            String path, String value, Predicate<String> accepts, String allowed) {
        return value != null && accepts.test(value)
                ? Optional.empty()
                : Optional.of(new ValidationError(path, Printable.value(value), allowed));
    }

    public ActionTypeId actionTypeId() {
        return ActionTypeId.builder()
                .category(category)
                .owner(ActionOwner.CUSTOM)
                .provider(provider)
                .version(version)
                .build();
    }

    public PollForJobsRequest toRequest(int maxBatchSize) {
        PollForJobsRequest.Builder request =
                PollForJobsRequest.builder().actionTypeId(actionTypeId()).maxBatchSize(maxBatchSize);
        return queryParam.isEmpty() ? request.build() : request.queryParam(queryParam).build();
    }

    /** As a person reads it. */
    @Override
    public String toString() {
        String actionType = category + ' ' + provider + ' ' + version;
        return queryParam.entrySet().stream()
                .map(entry -> actionType + ", " + entry.getKey() + '=' + entry.getValue())
                .findFirst()
                .orElse(actionType);
    }
}
