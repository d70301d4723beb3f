package io.jenkins.plugins.codepipeline.core.client;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Makes the requests of another HTTP client part of the current {@link Exchange}. */
final class ExchangeHttpClient implements SdkHttpClient {

    private final SdkHttpClient client;

    ExchangeHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        Exchange exchange = Exchange.current();
        ExecutableHttpRequest prepared = client.prepareRequest(HttpExecuteRequest.builder()
                .request(request.httpRequest())
                .contentStreamProvider(request.contentStreamProvider()
                        .<ContentStreamProvider>map(body -> () -> exchange.watch(body.newStream()))
                        .orElse(null))
                .metricCollector(request.metricCollector().orElse(null))
                .build());
        exchange.begin(prepared);
        return prepared;
    }

    /** Appears in the user agent. */
    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
