package io.jenkins.plugins.codepipeline.core.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.Abortable;

/** A request and its answer: knows whether AWS may have got the request, and can be broken off from another thread. */
final class Exchange {

    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

    private volatile boolean sent;
    private volatile boolean timedOut;
    private AwsCredentials credentials;
    private Abortable request;
    private boolean aborted;
    private Throwable failure;

    /** The exchange that the current thread makes. */
    static Exchange current() {
        return CURRENT.get();
    }

    /** Makes a request as this exchange. */
    <T> T during(Supplier<T> request) {
        CURRENT.set(this);
        try {
            return request.get();
        } finally {
            CURRENT.remove();
        }
    }

    void signWith(AwsCredentials own) {
        credentials = own;
    }

    AwsCredentials credentials() {
        return credentials;
    }

    void fail(Throwable cause) {
        failure = cause;
    }

    /** What went wrong, as the SDK's retry strategy is told. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    void timeOut() {
        timedOut = true;
        abort();
    }

    boolean isTimedOut() {
        return timedOut;
    }

    /** Whether a part of the body may have been sent. A failure before that point has no effect at AWS. */
    boolean isSent() {
        return sent;
    }

    /** Closes the connection, which ends a wait for the network; an interrupt alone would not. */
    synchronized void abort() {
        aborted = true;
        if (request != null) {
            request.abort();
        }
    }

    synchronized void begin(Abortable begun) {
        request = begun;
        if (aborted) {
            begun.abort();
        }
    }

    InputStream watch(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read() throws IOException {
                sent = true;
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                sent = true;
                return super.read(buffer, offset, length);
            }
        };
    }
}
