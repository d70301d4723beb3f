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

/** Says in which way AWS was not reached, and what to do about it. */
public final class NetworkFault {

    private static final Map<Class<? extends Throwable>, Function<Object, String>> FAULTS = Map.of(
            UnknownHostException.class, Messages::NetworkFault_unknownHost,
            ConnectException.class, Messages::NetworkFault_connect,
            NoRouteToHostException.class, Messages::NetworkFault_connect,
            SSLException.class, Messages::NetworkFault_tls,
            InterruptedIOException.class, Messages::NetworkFault_timeout,
            ApiCallAttemptTimeoutException.class, Messages::NetworkFault_timeout,
            ApiCallTimeoutException.class, Messages::NetworkFault_timeout);

    private NetworkFault() {}

    /** The fault that an exception is, or that caused it; nothing if it is none of the network. */
    public static Optional<String> describe(Throwable exception, URI endpoint) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause)
                .limit(20)
                .flatMap(cause -> FAULTS.entrySet().stream().filter(fault -> fault.getKey().isInstance(cause)))
                .findFirst()
                .map(fault -> fault.getValue().apply(endpoint));
    }
}
