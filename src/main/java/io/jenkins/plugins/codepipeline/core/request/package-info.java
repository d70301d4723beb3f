/**
 * Reads what somebody gives, in any notation of the AWS CLI, into a request of the AWS SDK that has passed all checks, or
 * into a list of everything that is wrong with it. Knows nothing of Jenkins.
 */
package io.jenkins.plugins.codepipeline.core.request;
