package io.jenkins.plugins.codepipeline.demo.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionConfigurationProperty;
import software.amazon.awssdk.services.codepipeline.model.ActionType;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;
import software.amazon.awssdk.services.codepipeline.model.ListActionTypesRequest;
import software.amazon.awssdk.services.codepipeline.model.ListActionTypesResponse;
import software.amazon.awssdk.services.codepipeline.model.PollForJobsRequest;

/** The custom action types of a region. */
public final class ActionTypes {

    /** The property of {@link #JENKINS} by which its jobs are polled. */
    public static final String PROJECT_NAME = "ProjectName";

    /** A property of {@link #JENKINS} that is optional and not secret. */
    public static final String ENVIRONMENT = "ENVIRONMENT";

    /** The property of {@link #JENKINS} that says how the smoke test of a deployment ends. */
    public static final String SMOKE_TEST = "SMOKE_TEST";

    /** A property of {@link #JENKINS} that is secret. */
    public static final String DEPLOY_TOKEN = "DEPLOY_TOKEN";

    /** A deployment by Jenkins, which each new endpoint knows in its home region. */
    public static final ActionType JENKINS = of(
            id("Deploy", "Jenkins", "1"),
            property(PROJECT_NAME).required(true).key(true).queryable(true).build(),
            property(ENVIRONMENT).build(),
            property(SMOKE_TEST).build(),
            property(DEPLOY_TOKEN).secret(true).build());

    private final Map<ActionTypeId, ActionType> types = new LinkedHashMap<>();

    ActionTypes() {}

    public static ActionTypeId id(String category, String provider, String version) {
        return ActionTypeId.builder()
                .category(category)
                .owner("Custom")
                .provider(provider)
                .version(version)
                .build();
    }

    public static ActionType of(ActionTypeId id, ActionConfigurationProperty... properties) {
        return ActionType.builder()
                .id(id)
                .actionConfigurationProperties(properties)
                .inputArtifactDetails(details -> details.minimumCount(0).maximumCount(5))
                .outputArtifactDetails(details -> details.minimumCount(0).maximumCount(5))
                .build();
    }

    /** A property that is neither required nor key, secret or queryable. */
    public static ActionConfigurationProperty.Builder property(String name) {
        return ActionConfigurationProperty.builder()
                .name(name)
                .required(false)
                .key(false)
                .secret(false)
                .queryable(false)
                .type("String");
    }

    public synchronized void add(ActionType type) {
        types.put(type.id(), type);
    }

    public synchronized void remove(ActionTypeId id) {
        types.remove(id);
    }

    public synchronized Optional<ActionType> find(ActionTypeId id) {
        return Optional.ofNullable(types.get(id));
    }

    public synchronized List<ActionType> all() {
        return List.copyOf(types.values());
    }

    ListActionTypesResponse list(ListActionTypesRequest request) {
        return ListActionTypesResponse.builder()
                .actionTypes(all().stream()
                        .filter(type -> request.actionOwnerFilter() == null
                                || type.id().owner() == request.actionOwnerFilter())
                        .toList())
                .build();
    }

    /** Refuses what PollForJobs refuses. The texts are guesses, but for that of the owner. */
    void check(PollForJobsRequest poll) throws ServiceException {
        ActionTypeId id = poll.actionTypeId();
        if (!id.ownerAsString().equals("Custom")) {
            throw ServiceException.validation("ActionType with owner '" + id.ownerAsString() + "' is not supported");
        }
        ActionType type = find(id).orElseThrow(() -> new ServiceException(
                "ActionTypeNotFoundException",
                "ActionType (Category: '%s', Provider: '%s', Owner: '%s', Version: '%s') is not available"
                        .formatted(id.categoryAsString(), id.provider(), id.ownerAsString(), id.version())));
        Optional<String> queryable = type.actionConfigurationProperties().stream()
                .filter(property -> Boolean.TRUE.equals(property.queryable()))
                .map(ActionConfigurationProperty::name)
                .findFirst();
        if (!List.copyOf(poll.queryParam().keySet()).equals(queryable.stream().toList())) {
            throw ServiceException.validation(queryable
                    .map(name -> "The query parameter must have the key '" + name + "'")
                    .orElse("The action type has no queryable property"));
        }
    }

    /** The values of an action's configuration that are secret. */
    List<String> secrets(ActionTypeId id, Map<String, String> configuration) {
        return find(id).stream()
                .flatMap(type -> type.actionConfigurationProperties().stream())
                .filter(ActionConfigurationProperty::secret)
                .map(property -> configuration.get(property.name()))
                .filter(value -> value != null)
                .toList();
    }
}
