package io.jenkins.plugins.codepipeline.core.client;

import java.net.URI;
import java.net.URISyntaxException;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/** The way from this process to AWS. */
public sealed interface Route {

    /** Without a proxy, whatever the JVM's system properties say. */
    Route DIRECT = new Direct();

    /** As the JVM's system properties and environment say. */
    Route JVM_DEFAULT = new JvmDefault();

    ProxyConfiguration toProxyConfiguration();

    /** Without a proxy. */
    record Direct() implements Route {

        @Override
        public ProxyConfiguration toProxyConfiguration() {
            return explicit().build();
        }
    }

    /** With whatever the JVM was started with. */
    record JvmDefault() implements Route {

        @Override
        public ProxyConfiguration toProxyConfiguration() {
            return ProxyConfiguration.builder().build();
        }
    }

    /**
     * Through an HTTP proxy.
     *
     * @param user may be null, as the password, for a proxy that asks for none
     */
    record ViaProxy(String host, int port, String user, String password) implements Route {

        /**
         * Checks host and port.
         *
         * @throws IllegalArgumentException if they can be none of a proxy
         */
        public ViaProxy {
            endpoint(host, port);
        }

        @Override
        public ProxyConfiguration toProxyConfiguration() {
            return explicit()
                    .endpoint(endpoint(host, port))
                    .username(user)
                    .password(password)
                    .build();
        }

        private static URI endpoint(String host, int port) {
            try {
                return new URI("http", null, host, port, null, null, null);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(Messages.Route_badProxy(host, port), e);
            }
        }

        /** Leaves out the password. */
        @Override
        public String toString() {
            return host + ':' + port;
        }
    }

    private static ProxyConfiguration.Builder explicit() {
        return ProxyConfiguration.builder().useSystemPropertyValues(false).useEnvironmentVariableValues(false);
    }
}
