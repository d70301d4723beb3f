package io.jenkins.plugins.codepipeline.core.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.Abortable;

/** A request and its answer: whether AWS may have got the request, and the way to break it off from another thread. */
final class Exchange {

    private static final ThreadLocal<Exchange> CURRENT = new ThreadLocal<>();

    private final Runnable beforeSending;
    private volatile boolean sent;
    private volatile boolean timedOut;
    private AwsCredentials credentials;
    private Abortable request;
    private boolean aborted;
    private Throwable failure;

    /**
     * Begins with nothing sent.
     *
     * @param beforeSending is run before the first byte of the body leaves, without which AWS can not act on a request
     */
    Exchange(Runnable beforeSending) {
        this.beforeSending = beforeSending;
    }

    /** The one that the thread is in. */
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

    /** Keeps what went wrong as the SDK saw it; the exception that it throws in the end knows less. */
    void fail(Throwable cause) {
        failure = cause;
    }

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

    /** Whether a part of the body may have left; no fault before that point has any effect at AWS. */
    boolean isSent() {
        return sent;
    }

    /** Closes the connection, which ends a wait for the network, as an interrupt alone would not. */
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
                sending();
                return super.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                sending();
                return super.read(buffer, offset, length);
            }
        };
    }

    private void sending() {
        if (!sent) {
            beforeSending.run();
            sent = true;
        }
    }
}
