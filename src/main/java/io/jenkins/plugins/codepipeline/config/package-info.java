/** The global configuration, and what it decides for a call: credentials, region, endpoint and proxy. */
package io.jenkins.plugins.codepipeline.config;
