package io.jenkins.plugins.codepipeline.config;

import hudson.AbortException;
import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.codepipeline.core.client.ProxyRoute;
import java.net.Proxy;
import java.util.function.Supplier;
import jenkins.model.Jenkins;

/** Finds the way to a host by the proxy settings of Jenkins. */
public final class ProxyResolver {

    private ProxyResolver() {}

    /**
     * Jenkins itself decides by its no-proxy patterns whether the proxy stands in the way of a host.
     *
     * @param host is asked for only if there is a proxy, since to find the host of a region costs as much as a good part of a call
     * @throws AbortException if the proxy cannot be one
     */
    public static ProxyRoute to(Supplier<String> host) throws AbortException {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        if (proxy == null || Util.fixEmptyAndTrim(proxy.getName()) == null) {
            return ProxyRoute.JVM_DEFAULT;
        }
        if (proxy.createProxy(host.get()).equals(Proxy.NO_PROXY)) {
            return ProxyRoute.DIRECT;
        }
        try {
            return new ProxyRoute.ViaProxy(
                    proxy.getName(),
                    proxy.getPort(),
                    Util.fixEmpty(proxy.getUserName()),
                    Util.fixEmpty(Secret.toString(proxy.getSecretPassword())));
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }
}
