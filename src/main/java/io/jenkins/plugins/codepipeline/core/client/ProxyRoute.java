package io.jenkins.plugins.codepipeline.core.client;

import java.net.URI;
import java.net.URISyntaxException;
import software.amazon.awssdk.http.apache.ProxyConfiguration;

/** The way from this process to AWS: directly or through a proxy. */
public interface ProxyRoute {

    /** Without a proxy, whatever the JVM's system properties say. */
    ProxyRoute DIRECT = () -> explicit().build();

    /** As the system properties and the environment of the JVM say. */
    ProxyRoute JVM_DEFAULT = () -> ProxyConfiguration.builder().build();

    ProxyConfiguration toProxyConfiguration();

    /**
     * Through an HTTP proxy.
     *
     * @param user null, like the password, for a proxy without authentication
     */
    record ViaProxy(String host, int port, String user, String password) implements ProxyRoute {

        /**
         * Checks host and port.
         *
         * @throws IllegalArgumentException if they cannot be those of a proxy
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
                throw new IllegalArgumentException(Messages.ProxyRoute_badProxy(host, port), e);
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
