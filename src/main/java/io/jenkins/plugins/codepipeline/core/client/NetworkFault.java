package io.jenkins.plugins.codepipeline.core.client;

import io.jenkins.plugins.codepipeline.core.input.Shown;
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

/**
 * A way in which AWS was not reached.
 *
 * @param what happened, in one line
 * @param advice what to do about it
 * @param isLasting whether it stays until somebody does that
 */
public record NetworkFault(String what, String advice, boolean isLasting) {

    private static final int LONGEST_REASON = 400;

    /**
     * The fault that an exception is, or that caused it; nothing if it is none of the network.
     *
     * @param sent whether anything of the request was sent
     * @param mask hides what must not be shown of a text
     */
    public static Optional<NetworkFault> of(
            Throwable exception, URI endpoint, boolean sent, UnaryOperator<String> mask) {
        List<Throwable> causes = Stream.iterate(exception, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .toList();
        if (has(causes, UnknownHostException.class)) {
            return fault(Messages.NetworkFault_unknownHost(endpoint), Messages.Advice_unknownHost());
        }
        boolean isTimeout = has(
                causes, InterruptedIOException.class, ApiCallAttemptTimeoutException.class, ApiCallTimeoutException.class);
        if (has(causes, ConnectException.class, NoRouteToHostException.class) || isTimeout && !sent) {
            return fault(Messages.NetworkFault_connect(endpoint), Messages.Advice_connect());
        }
        if (isTimeout) {
            return fault(Messages.NetworkFault_timeout(endpoint), Messages.Advice_timeout());
        }
        if (has(causes, SSLException.class)) {
            return Optional.of(new NetworkFault(
                    Messages.NetworkFault_tls(endpoint, reason(causes, mask)),
                    Messages.Advice_tls(),
                    has(causes, GeneralSecurityException.class, SSLPeerUnverifiedException.class)));
        }
        return has(causes, IOException.class)
                ? fault(Messages.NetworkFault_broken(endpoint, reason(causes, mask)), Messages.Advice_broken())
                : Optional.empty();
    }

    private static Optional<NetworkFault> fault(String what, String advice) {
        return Optional.of(new NetworkFault(what, advice, false));
    }

    private static boolean has(List<Throwable> causes, Class<?>... types) {
        return Stream.of(types).anyMatch(type -> causes.stream().anyMatch(type::isInstance));
    }

    /** What the innermost exception says. */
    private static String reason(List<Throwable> causes, UnaryOperator<String> mask) {
        return Shown.text(mask.apply(String.valueOf(causes.get(causes.size() - 1).getMessage())), LONGEST_REASON);
    }

    @Override
    public String toString() {
        return what + ' ' + advice;
    }
}
