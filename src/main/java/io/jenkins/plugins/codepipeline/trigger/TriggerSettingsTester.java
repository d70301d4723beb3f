package io.jenkins.plugins.codepipeline.trigger;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.codepipeline.config.CallResources;
import io.jenkins.plugins.codepipeline.config.CallTargetResolver;
import io.jenkins.plugins.codepipeline.config.CredentialsResolver;
import io.jenkins.plugins.codepipeline.config.ResolvedCredentials;
import io.jenkins.plugins.codepipeline.core.client.CallFailedException;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.PollQuery;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionConfigurationProperty;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ActionType;
import software.amazon.awssdk.services.codepipeline.model.ListActionTypesResponse;

/**
 * Tries the settings of a trigger without polling, which would take a job: whether AWS accepts the credentials, and, where they
 * may list action types, whether there is the one that the trigger polls for.
 */
final class TriggerSettingsTester {

    private TriggerSettingsTester() {}

    static FormValidation run(Item item, CodePipelineTrigger trigger) throws AbortException, InvalidInputException {
        PollQuery query = trigger.query();
        CallTarget target = CallTargetResolver.resolve(trigger.getRegion());
        ResolvedCredentials credentials = CredentialsResolver.forItem(item, trigger.getCredentialsId());
        try {
            return check(query, target, actionTypes(target, credentials));
        } catch (CallFailedException e) {
            return e.errorCode().filter("AccessDeniedException"::equals).isPresent()
                    ? FormValidation.ok(Messages.TriggerSettingsTester_mayNotList(credentials.name()))
                    : FormValidation.error(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbortException(Messages.TriggerSettingsTester_interrupted());
        }
    }

    private static List<ActionType> actionTypes(CallTarget target, ResolvedCredentials credentials)
            throws CallFailedException, InterruptedException {
        List<ActionType> all = new ArrayList<>();
        String next = null;
        do {
            ListActionTypesResponse page = page(target, credentials, next);
            all.addAll(page.actionTypes());
            next = page.nextToken();
        } while (next != null);
        return all;
    }

    private static ListActionTypesResponse page(
            CallTarget target, ResolvedCredentials credentials, @CheckForNull String token)
            throws CallFailedException, InterruptedException {
        return CallResources.get()
                .call(
                        target,
                        credentials,
                        "ListActionTypes",
                        client -> client.listActionTypes(
                                request -> request.actionOwnerFilter(ActionOwner.CUSTOM).nextToken(token)))
                .callOnce()
                .response();
    }

    private static FormValidation check(PollQuery query, CallTarget target, List<ActionType> actionTypes) {
        Optional<ActionType> found = actionTypes.stream()
                .filter(type -> query.actionTypeId().equals(type.id()))
                .findFirst();
        if (found.isEmpty()) {
            return FormValidation.error(Messages.TriggerSettingsTester_noActionType(query, target.region()));
        }
        Optional<String> queryable = found.get().actionConfigurationProperties().stream()
                .filter(property -> Boolean.TRUE.equals(property.queryable()))
                .map(ActionConfigurationProperty::name)
                .findFirst();
        Optional<String> given = query.queryParam().keySet().stream().findFirst();
        if (queryable.equals(given)) {
            return FormValidation.ok(Messages.TriggerSettingsTester_ok(query, target.region()));
        }
        return FormValidation.error(
                queryable.isPresent()
                        ? Messages.TriggerSettingsTester_queryRequired(Printable.text(queryable.get()))
                        : Messages.TriggerSettingsTester_noQuery());
    }
}
