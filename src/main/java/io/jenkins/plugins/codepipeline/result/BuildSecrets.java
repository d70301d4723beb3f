package io.jenkins.plugins.codepipeline.result;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.model.Fingerprint;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.Secret;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Finds the secrets that a build was given, once it has ended and no step can tell them any more: the values of its password
 * parameters, and those of the credentials whose use by the build is tracked.
 */
final class BuildSecrets {

    private static final Logger LOGGER = Logger.getLogger(BuildSecrets.class.getName());

    private BuildSecrets() {}

    static List<String> of(Run<?, ?> run) {
        return Stream.concat(ofParameters(run), ofCredentials(run)).toList();
    }

    private static Stream<String> ofParameters(Run<?, ?> run) {
        return run.getActions(ParametersAction.class).stream()
                .flatMap(action -> action.getParameters().stream())
                .filter(ParameterValue::isSensitive)
                .map(ParameterValue::getValue)
                .map(value -> value instanceof Secret secret ? secret.getPlainText() : String.valueOf(value));
    }

    private static Stream<String> ofCredentials(Run<?, ?> run) {
        return CredentialsProvider.lookupCredentialsInItem(IdCredentials.class, run.getParent(), ACL.SYSTEM2, List.of()).stream()
                .filter(credentials -> isUsedBy(run, credentials))
                .flatMap(BuildSecrets::ofCredentials);
    }

    private static boolean isUsedBy(Run<?, ?> run, IdCredentials credentials) {
        try {
            Fingerprint uses = CredentialsProvider.getFingerprintOf(credentials);
            return uses != null && uses.getRangeSet(run.getParent()).includes(run.getNumber());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "The use of credentials is not known");
            return true;
        }
    }

    /** Each kind of credentials has properties of its own; what is secret in them has this type. */
    private static Stream<String> ofCredentials(IdCredentials credentials) {
        return Stream.of(credentials.getClass().getMethods())
                .filter(method -> method.getReturnType() == Secret.class && method.getParameterCount() == 0)
                .flatMap(getter -> secret(credentials, getter));
    }

    private static Stream<String> secret(IdCredentials credentials, Method getter) {
        try {
            return Stream.ofNullable((Secret) getter.invoke(credentials)).map(Secret::getPlainText);
        } catch (ReflectiveOperationException e) {
            LOGGER.log(Level.FINE, e, () -> "A secret of credentials is not known");
            return Stream.empty();
        }
    }
}
