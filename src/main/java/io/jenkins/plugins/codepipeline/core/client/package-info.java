/**
 * Calls AWS CodePipeline: SDK clients that are kept and shared, a call with its attempts and time limits, the threads that
 * calls run in, and failures described in words. Knows nothing of Jenkins.
 */
package io.jenkins.plugins.codepipeline.core.client;
