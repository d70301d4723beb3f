package io.jenkins.plugins.codepipeline.trigger;

import com.cloudbees.jenkins.plugins.awscredentials.AmazonWebServicesCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Job;
import io.jenkins.plugins.codepipeline.config.CallTargetResolver;
import io.jenkins.plugins.codepipeline.config.CredentialsResolver;
import io.jenkins.plugins.codepipeline.config.ResolvedCredentials;
import io.jenkins.plugins.codepipeline.core.client.CallTarget;
import io.jenkins.plugins.codepipeline.core.request.InvalidInputException;
import io.jenkins.plugins.codepipeline.core.request.PollQuery;
import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.util.Objects;

/** What makes two polls the same: where they go, as whom, and what they ask for. */
final class PollKey {

    private final CallTarget target;

    /** Those that the item may use under the id; two folders may have different ones under the same id. */
    @CheckForNull
    private final AmazonWebServicesCredentials credentials;

    private final PollQuery query;

    /** Why there can be no poll. Such triggers share nothing. */
    @CheckForNull
    private final String problem;

    private final CodePipelineTrigger owner;

    private PollKey(
            CallTarget target,
            AmazonWebServicesCredentials credentials,
            PollQuery query,
            String problem,
            CodePipelineTrigger owner) {
        this.target = target;
        this.credentials = credentials;
        this.query = query;
        this.problem = problem;
        this.owner = owner;
    }

    static PollKey of(CodePipelineTrigger trigger) {
        Job<?, ?> item = trigger.item();
        try {
            return new PollKey(
                    CallTargetResolver.resolve(trigger.getRegion()),
                    CredentialsResolver.identify(item, trigger.getCredentialsId()),
                    trigger.query(),
                    null,
                    null);
        } catch (AbortException | InvalidInputException e) {
            return new PollKey(null, null, null, e.getMessage(), trigger);
        } catch (RuntimeException | Error e) { // Of whatever provides the credentials.
            return new PollKey(null, null, null, Messages.Poll_unexpected(Printable.text(e.toString(), 400)), trigger);
        }
    }

    CallTarget target() {
        return target;
    }

    /**
     * The credentials to poll with for one of the triggers.
     *
     * @throws AbortException if there are none, or they are not usable
     */
    ResolvedCredentials credentials(CodePipelineTrigger trigger) throws AbortException {
        return credentials == null
                ? CredentialsResolver.forItem(trigger.item(), trigger.getCredentialsId())
                : CredentialsResolver.of(credentials);
    }

    PollQuery query() {
        return query;
    }

    @CheckForNull
    String problem() {
        return problem;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PollKey key
                && Objects.equals(target, key.target)
                && credentials == key.credentials
                && Objects.equals(query, key.query)
                && Objects.equals(problem, key.problem)
                && owner == key.owner;
    }

    @Override
    public int hashCode() {
        return Objects.hash(target, System.identityHashCode(credentials), query, problem);
    }
}
