package io.jenkins.plugins.codepipeline.config;

import hudson.ProxyConfiguration;
import hudson.Util;
import hudson.util.Secret;
import io.jenkins.plugins.codepipeline.core.client.Route;
import java.net.Proxy;
import jenkins.model.Jenkins;

/** Finds the way to a host by the proxy settings of Jenkins. */
public final class Routes {

    private Routes() {}

    /** Jenkins itself decides by its no-proxy patterns whether the proxy stands in the way of this host. */
    public static Route to(String host) {
        ProxyConfiguration proxy = Jenkins.get().getProxy();
        if (proxy == null || Util.fixEmptyAndTrim(proxy.getName()) == null) {
            return Route.JVM_DEFAULT;
        }
        return proxy.createProxy(host).equals(Proxy.NO_PROXY)
                ? Route.DIRECT
                : new Route.ViaProxy(
                        proxy.getName(),
                        proxy.getPort(),
                        Util.fixEmpty(proxy.getUserName()),
                        Util.fixEmpty(Secret.toString(proxy.getSecretPassword())));
    }
}
