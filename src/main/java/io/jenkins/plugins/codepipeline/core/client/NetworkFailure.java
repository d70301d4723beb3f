package io.jenkins.plugins.codepipeline.core.client;

import io.jenkins.plugins.codepipeline.core.request.Printable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** Describes failures of the network on the way to AWS. */
public final class NetworkFailure {

    private static final int MAX_REASON_LENGTH = 400;

    /** What the JDK says when the first bytes of a server are no TLS. */
    private static final String NO_TLS = "Unsupported or unrecognized SSL message";

    private NetworkFailure() {}

    /**
     * Describes an exception that comes from the network; nothing if it does not.
     *
     * @param sent whether anything of the request was sent
     * @param mask hides secrets in texts that came from elsewhere
     */
    public static Optional<FailureDescription> of(
            Throwable exception, URI endpoint, boolean sent, UnaryOperator<String> mask) {
        List<Throwable> causes = Stream.iterate(exception, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .toList();
        if (has(causes, UnknownHostException.class)) {
            return passing(Messages.NetworkFailure_unknownHost(endpoint), Messages.NetworkFailure_checkHost());
        }
        boolean isTimeout = has(
                causes, InterruptedIOException.class, ApiCallAttemptTimeoutException.class, ApiCallTimeoutException.class);
        if (has(causes, ConnectException.class, NoRouteToHostException.class) || isTimeout && !sent) {
            return passing(Messages.NetworkFailure_connect(endpoint), Messages.NetworkFailure_checkAccess());
        }
        if (isTimeout) {
            return passing(Messages.NetworkFailure_timeout(endpoint), Messages.NetworkFailure_checkNetwork());
        }
        String reason = String.valueOf(causes.get(causes.size() - 1).getMessage());
        String printableReason = Printable.text(mask.apply(reason), MAX_REASON_LENGTH);
        if (has(causes, SSLException.class)) {
            return Optional.of(
                    reason.equals(NO_TLS)
                            ? new FailureDescription(
                                    Messages.NetworkFailure_noTls(endpoint), Messages.NetworkFailure_useHttp(), true)
                            : new FailureDescription(
                                    Messages.NetworkFailure_tls(endpoint, printableReason),
                                    Messages.NetworkFailure_checkCertificates(),
                                    has(causes, GeneralSecurityException.class, SSLPeerUnverifiedException.class)));
        }
        return has(causes, IOException.class)
                ? passing(
                        Messages.NetworkFailure_broken(endpoint, printableReason), Messages.NetworkFailure_checkConnection())
                : Optional.empty();
    }

    private static Optional<FailureDescription> passing(String what, String advice) {
        return Optional.of(new FailureDescription(what, advice));
    }

    private static boolean has(List<Throwable> causes, Class<?>... types) {
        return Stream.of(types).anyMatch(type -> causes.stream().anyMatch(type::isInstance));
    }
}
