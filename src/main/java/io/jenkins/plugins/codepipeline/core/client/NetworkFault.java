package io.jenkins.plugins.codepipeline.core.client;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * A way in which AWS was not reached.
 *
 * @param description what happened, and what to do about it
 * @param mayHaveArrived whether AWS may have acted on the request all the same
 */
public record NetworkFault(String description, boolean mayHaveArrived) {

    private static final boolean MAYBE = true;
    private static final boolean NOT = false;

    private static final Map<Class<? extends Throwable>, Function<Object, NetworkFault>> FAULTS = Map.of(
            UnknownHostException.class, host -> new NetworkFault(Messages.NetworkFault_unknownHost(host), NOT),
            ConnectException.class, host -> new NetworkFault(Messages.NetworkFault_connect(host), NOT),
            NoRouteToHostException.class, host -> new NetworkFault(Messages.NetworkFault_connect(host), NOT),
            SSLException.class, host -> new NetworkFault(Messages.NetworkFault_tls(host), NOT),
            InterruptedIOException.class, host -> new NetworkFault(Messages.NetworkFault_timeout(host), MAYBE),
            ApiCallAttemptTimeoutException.class, host -> new NetworkFault(Messages.NetworkFault_timeout(host), MAYBE),
            ApiCallTimeoutException.class, host -> new NetworkFault(Messages.NetworkFault_timeout(host), MAYBE));

    /** The fault that an exception is, or that caused it; nothing if it is none of the network. */
    public static Optional<NetworkFault> of(Throwable exception, URI endpoint) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .flatMap(cause -> FAULTS.entrySet().stream().filter(fault -> fault.getKey().isInstance(cause)))
                .findFirst()
                .map(fault -> fault.getValue().apply(endpoint));
    }
}
